import { useWatch } from 'react-hook-form';
import { useLanguage } from '../language/Language.jsx';
import { Counter } from './Counter.jsx';
import { timeZone } from './dates.js';
import { CheckboxField, Field } from './Field.jsx';
import { ListField } from './ListField.jsx';
import { PeriodField } from './PeriodField.jsx';
import { controlOf, formValueOf, itemsOf, namesOf } from './plugins.js';

/** A field for one param or property, made from its configuration; `stored` is its value so far. */
export function PluginField({ name, plugin, stored, required }) {
  const { t, labelOf } = useLanguage();
  const { config = {} } = plugin;
  const control = controlOf(plugin, stored);
  const common = { name, required, label: labelOf(plugin), hint: hintOf(control, config, namesOf(plugin, stored), t) };
  switch (control) {
    case 'boxes':
      return <CheckboxField {...common} options={optionsOf(plugin, stored, labelOf)} />;
    case 'choice':
      return <Choice {...common} options={optionsOf(plugin, stored, labelOf)} />;
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
    case 'items':
      return <ListField {...common} />;
    case 'period':
      return <PeriodField {...common} />;
    case 'json':
      return <Field {...common}>{(props) => <textarea rows={2} className="code" spellCheck={false} {...props} />}</Field>;
    case 'number':
      return <Field {...common} inputMode="numeric" />;
    case 'date':
      return <Field {...common} type="date" />;
    case 'date-time':
      return <Field {...common} type="datetime-local" />;
    case 'lines':
      return (
        <TextField {...common} most={config.maxLength}>
          {(props) => <textarea rows={3} {...props} />}
        </TextField>
      );
    default:
      return <TextField {...common} most={config.maxLength} />;
  }
}

function TextField({ most, ...field }) {
  return most === undefined ? <Field {...field} /> : <CountedField {...field} most={most} />;
}

function CountedField({ most, ...field }) {
  const text = useWatch({ name: field.name });
  return <Field {...field} after={<Counter text={text ?? ''} most={most} />} />;
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

/** What is stored stays to be chosen, though the configuration may have it no more. */
function optionsOf(plugin, stored, labelOf) {
  const known = itemsOf(plugin.config).map((item) => ({ value: item.value, label: labelOf(item) }));
  const others = [formValueOf(plugin, stored)].flat().filter((text) => text !== '' && !known.some(({ value }) => value === text));
  return [...known, ...others.map((value) => ({ value, label: value }))];
}

function hintOf(control, { minLength, minValue, maxValue, min, maxItems, max = maxItems, dataProvider }, named, t) {
  const hints = named ? [t.hints.named[named]] : [];
  const range = (least, most) => {
    if (least !== undefined || most !== undefined) hints.push(t.hints.range(least, most));
  };
  if (control === 'number') range(minValue, maxValue);
  if (control === 'boxes' || control === 'items' || control === 'numbers') range(min, max);
  if (minLength > 1) hints.push(t.hints.atLeastCharacters(minLength));
  if (control === 'numbers') hints.push(t.hints.separated);
  if (control === 'date-time' || control === 'period') hints.push(t.hints.timeZone(timeZone()));
  if (dataProvider?.dataSource) hints.push(t.hints.from(dataProvider.dataSource));
  return hints.join(' · ') || undefined;
}
