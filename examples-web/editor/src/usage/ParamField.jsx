import { CheckboxField, Field } from '../form/Field.jsx';
import { timeZone } from '../form/dates.js';
import { useLanguage } from '../language/Language.jsx';
import { controlOf, itemsOf } from './params.js';

/** A field for one param of a purpose, made from its schema. */
export function ParamField({ param, isConfirmed }) {
  const { t, labelOf } = useLanguage();
  const { handle, config = {} } = param;
  const control = controlOf(param);
  const common = {
    name: `params.${handle}`,
    label: labelOf(param),
    required: isConfirmed && config.required === true,
    hint: hintOf(control, config, t),
  };
  switch (control) {
    case 'boxes':
      return <CheckboxField {...common} options={itemsOf(config)} />;
    case 'choice':
      return <Choice {...common} options={itemsOf(config)} />;
    case 'yes-no':
      return (
        <Choice
          {...common}
          options={[
            { value: 'true', label: t.yes },
            { value: 'false', label: t.no },
          ]}
        />
      );
    case 'lines':
    case 'items':
      return <Field {...common}>{(props) => <textarea rows={3} {...props} />}</Field>;
    case 'json':
      return <Field {...common}>{(props) => <textarea rows={2} className="code" spellCheck={false} {...props} />}</Field>;
    case 'number':
      return <Field {...common} inputMode="numeric" />;
    case 'date':
      return <Field {...common} type="date" />;
    case 'date-time':
      return <Field {...common} type="datetime-local" />;
    default:
      return <Field {...common} />;
  }
}

function Choice({ options, ...field }) {
  return (
    <Field {...field}>
      {(props) => (
        <select {...props}>
          <option value="">–</option>
          {options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function hintOf(control, { minValue, maxValue, maxLength, maxItems, dataProvider }, t) {
  const hints = [];
  if (control === 'number' && (minValue !== undefined || maxValue !== undefined)) hints.push(t.usage.range(minValue, maxValue));
  if (maxLength !== undefined) hints.push(t.usage.atMostCharacters(maxLength));
  if (maxItems !== undefined) hints.push(t.usage.atMostItems(maxItems));
  if (control === 'numbers') hints.push(t.usage.separated);
  if (control === 'items') hints.push(t.usage.onePerLine);
  if (control === 'date-time') hints.push(t.usage.timeZone(timeZone()));
  if (dataProvider?.dataSource) hints.push(t.usage.from(dataProvider.dataSource));
  return hints.join(' · ') || undefined;
}
