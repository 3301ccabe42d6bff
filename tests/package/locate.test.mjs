// Where in a text a path leads: in UTF-16 units, and in bytes of the same text.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { cases } from './cases.mjs';
import { NAME, load, runModule } from './installed.mjs';

const { locate, locator } = await load(`${NAME}/locate`);
const { Validator } = await load(`${NAME}/validator`);
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const bytesIn = (text) => encoder.encode(text).length;

/** A text, a path, and what it leads to between « and »; with `key`, as the name. */
const ROWS = [
  ['a value', '{"a": «1»}', ['a']],
  ['a name', '{«"a"» : 1}', ['a'], { key: true }],
  ['a name is not asked for', '{"a" : «1»}', ['a'], { key: false }],
  ['the outermost value', ' «{"a":1}» ', []],
  ['the outermost value has no name', '«[1]»', [], { key: true }],
  ['an element', '[1,\t«[2, 3]» ,4]', [1]],
  ['an element has no name', '{"a":[1,«"x"»]}', ['a', 1], { key: true }],
  ['an index as text', '[1,«2»]', ['1']],
  ['a number that is a name', '{"0":«true»}', [0]],
  ['an index that is none', '«[1,2]»', ['01']],
  ['a negative index', '«[1,2]»', [-1]],
  ['a number', '{"n": «-0.5e+10»}', ['n']],
  ['every digit', '[9876543210.0123456789e-1234567890, «9»]', [1]],
  ['words', '[true,false,«null»]', [2]],
  ['empty containers', '{"a":{},"b":[],"c":«{}»}', ['c']],
  ['a missing property: its object', '{"patches":[«{"operation":"archive"}»]}', ['patches', 0, 'value']],
  ['a missing property: not the name of its object', '{"a":«{}»}', ['a', 'b'], { key: true }],
  ['far below what is missing', '{"value":«{"purpose":"x"}»}', ['value', 'params', 'page']],
  ['an index beyond the end', '{"a":«[1]»}', ['a', 1]],
  ['below a scalar', '{"a":«"text"»}', ['a', 'length']],
  ['names of Object.prototype', '«{}»', ['constructor', '__proto__']],
  ['a name that is one of Object.prototype', '{"__proto__":{"toString":«1»}}', ['__proto__', 'toString']],
  ['an empty name', '{"":{"":«0»}}', ['', '']],
  ['escapes in a name', '{"op\\u0065r\\n\\"\\\\ation\\/":«1»}', ['oper\n"\\ation/']],
  ['escapes in a name, as the name', '{«"\\u0061"»:1}', ['a'], { key: true }],
  ['a surrogate pair as escapes', '{"\\ud83d\\ude00":«1»}', ['😀']],
  ['a lone surrogate', '{"\\ud83d":«1»}', ['\ud83d']],
  ['quotes and brackets in a string', '{"a":"}],\\"{[","b":«"\\\\"»}', ['b']],
  ['characters of two, three and four bytes', '{"ä":"€😀","😀":«"é"»}', ['😀']],
  ['a line that follows LF', '{"a":1,\n\n  "b": «2»}', ['b']],
  ['a line that follows CRLF', '{\r\n"a":1,\r\n  "b": «2»}', ['b']],
  ['a line that follows CR', '{\r"a":1,\r\r"b": «2»}', ['b']],
  ['escaped line breaks, and U+2028, are none', '{"a":"\\n\u2028", "b":«2»}', ['b']],
  ['a value of several lines', '{"a":\n«[\n1\n]»\n}', ['a']],
  ['behind characters of four bytes in its line', '[\n"😀", «1»]', [1]],
  ['a name twice: the last one', '{"a":1,"b":2,"a":«3»}', ['a']],
  ['a name twice: the last name', '{"a":1,"b":2,«"\\u0061"»:3}', ['a'], { key: true }],
  ['below a name that stands twice: in the last one', '{"a":{"x":1},"a":{"x":«2»}}', ['a', 'x']],
  ['missing in the last one of a name, though the one before has it', '{"a":{"x":1},"a":«{"y":2}»}', ['a', 'x']],
  ['a name twice in what JSON.parse drops', '{"a":{"x":1,"x":«2»},"a":{}}', ['a', 'x']],
  ['a name twice far down in what JSON.parse drops', '{"a":[{"b":[{"x":1,«"x"»:2}]}],"a":[]}', ['a', 0, 'b', 0, 'x'], { key: true }],
  ['a name three times in what JSON.parse drops: the last one', '{"a":{"x":1,"x":2,"x":«3»},"a":{}}', ['a', 'x']],
  ['a name twice in one that JSON.parse drops, and once in a later one', '{"a":{"x":1,"x":2},"a":{"x":3},"a":«{}»}', ['a', 'x']],
  ['a name once in two that JSON.parse drops', '{"a":{"x":1},"a":{"x":2},"a":«{}»}', ['a', 'x']],
  ['a text that breaks off', '{"a":1,"b":«»', ['a']],
  ['no text', '«»', []],
  ['white space alone', ' \n «»', []],
  ['a wrong character', '{"a":1,\n«x»}', []],
  ['a wrong character of two units', '[1,«😀»]', [0]],
  ['a wrong character that is the last of one unit', '[1,«\uffff»]', [0]],
  ['a byte order mark', '«\ufeff»{}', ['a']],
  ['behind the end', '{}\n «{»}', []],
  ['a line break in a string', '["a«\n»"]', []],
  ['a control character behind astral ones', '["😀«\u0000»"]', []],
  ['a wrong escape', '["\\«x»"]', []],
  ['a wrong hexadecimal digit', '["\\u00«g»0"]', []],
  ['a comma before the end', '{"a":1,«}»', ['a']],
  ['a comma that is missing', '[1 «2»]', [1]],
  ['a colon that is missing', '{"a" «1»}', ['a']],
  ['the wrong bracket', '[1«}»', []],
  ['a digit that is missing', '[-«,»1]', []],
  ['a zero before a number', '[0«1»]', []],
  ['a word that is none', '[tru«l»]', []],
];

for (const [name, marked, path, options] of ROWS) {
  test(name, () => {
    const text = marked.replace(/[«»]/g, '');
    const start = marked.indexOf('«');
    const end = marked.indexOf('»') - 1;
    const before = text.slice(0, start).split(/\r\n|\r|\n/);
    const line = before.length;
    const inLine = before.at(-1);
    assert.deepEqual(locate(text, path, options), { start, end, line, column: inLine.length + 1 });
    const inBytes = { start: bytesIn(text.slice(0, start)), end: bytesIn(text.slice(0, end)), line, column: bytesIn(inLine) + 1 };
    assert.deepEqual(locate(encoder.encode(text), path, options), inBytes);
  });
}

const BROKEN_BYTES = {
  'a byte that starts no character': [[0x22, 0xff, 0x22], 1, 2],
  'a character that does not go on': [[0x22, 0xe2, 0x82, 0x22], 3, 4],
  'a character that the end cuts': [[0x22, 0xe2, 0x82], 3, 3],
  'a surrogate': [[0x22, 0xed, 0xa0, 0x80, 0x22], 2, 4],
  'bad bytes behind what is no JSON': [[0x7b, 0x78, 0xff], 1, 2],
};
for (const [name, [bytes, start, end]] of Object.entries(BROKEN_BYTES)) {
  test(`bytes that are not UTF-8: ${name}`, () => {
    const text = Uint8Array.from(bytes);
    assert.deepEqual(locate(text, ['a']), { start, end, line: 1, column: start + 1 });
    assert.equal(new Validator().validateJson(text)[0].params.offset, start);
  });
}

test('bytes in every form', () => {
  const padded = encoder.encode('xx{"ä":1}xx');
  const bytes = padded.subarray(2, -2);
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  const foreign = runInNewContext('Uint8Array').from(bytes);
  for (const form of [bytes, bytes.slice().buffer, new DataView(padded.buffer, 2, bytes.length), shared, shared.buffer, foreign, foreign.buffer]) {
    assert.deepEqual(locate(form, ['ä']), { start: 6, end: 7, line: 1, column: 7 });
  }
});

test('a locator keeps what it has read', () => {
  const bytes = encoder.encode('{"a":{"b":1}}');
  const place = locator(bytes);
  bytes.fill(0);
  assert.deepEqual(place(['a', 'b']), { start: 10, end: 11, line: 1, column: 11 });
});

test('what is neither text nor bytes, and a path that is no list, are TypeErrors', () => {
  for (const [json, shown] of [[undefined, 'undefined'], [null, 'null'], [5, '5'], [{}, 'object']]) {
    assert.throws(() => locate(json, []), { name: 'TypeError', message: `json: expected a text or bytes, not ${shown}` });
  }
  for (const [path, shown] of [['patches.0', '"patches.0"'], [undefined, 'undefined']]) {
    const message = `path: expected a list of names and indexes, not ${shown}`;
    assert.throws(() => locate('{}', path), { name: 'TypeError', message });
  }
});

// --- Against references, on texts by chance

function generator(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const NAMES = ['a', 'b', '0', '', 'ä', '😀', 'quo"te', 'back\\slash', '\n'];

/** A text, with what `JSON.parse` makes of it. */
function anyText(random) {
  const pick = (list) => list[random(list.length)];
  const space = () => pick(['', '', ' ', '\n', '\r\n', '\r', '\t ']);
  const escapedOrNot = (text) =>
    random(3) ? JSON.stringify(text) : `"${[...Array(text.length).keys()].map((at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')}"`;
  const value = (depth) => {
    const kind = random(depth > 4 ? 4 : 8);
    if (kind === 0) return escapedOrNot(pick(NAMES));
    if (kind === 1) return pick(['0', '-1.5', '2e3', '1E-2', '12']);
    if (kind < 4) return pick(['true', 'false', 'null']);
    const inner = Array.from({ length: random(5) }, () => `${space()}${kind < 6 ? '' : `${escapedOrNot(pick(NAMES))}${space()}:${space()}`}${value(depth + 1)}${space()}`);
    return kind < 6 ? `[${inner.join(',') || space()}]` : `{${inner.join(',') || space()}}`;
  };
  return `${space()}${value(0)}${space()}`;
}

function* paths(value, path = []) {
  yield [path, value];
  if (typeof value === 'object' && value !== null) {
    for (const name of Object.keys(value)) yield* paths(value[name], [...path, Array.isArray(value) ? Number(name) : name]);
  }
}

test('what stands at the place of a path is its value, and its name', () => {
  const random = generator(7);
  for (let round = 0; round < 1_500; round++) {
    const text = anyText(random);
    const bytes = encoder.encode(text);
    const [inText, inBytes] = [locator(text), locator(bytes)];
    for (const [path, value] of paths(JSON.parse(text))) {
      const place = inText(path);
      const part = text.slice(place.start, place.end);
      assert.deepEqual(JSON.parse(part), value, text);
      assert.equal(part, part.trim());
      const before = text.slice(0, place.start).split(/\r\n|\r|\n/);
      assert.deepEqual([place.line, place.column], [before.length, before.at(-1).length + 1], text);
      const { start, end } = inBytes(path);
      assert.deepEqual(decoder.decode(bytes.subarray(start, end)), part, text);
      if (typeof path.at(-1) === 'string') {
        const name = inText(path, { key: true });
        assert.equal(JSON.parse(text.slice(name.start, name.end)), path.at(-1), text);
      }
    }
  }
});

test('a text breaks off where the validator says so', () => {
  const random = generator(11);
  const validator = new Validator();
  const scraps = [...encoder.encode('{}[],:"\\u01ex. \n'), 0x00, 0x80, 0xc3, 0xe2, 0xf0, 0xff];
  let broken = 0;
  for (let round = 0; round < 6_000; round++) {
    const bytes = [...encoder.encode(anyText(random))];
    for (let changes = 1 + random(2); changes > 0; changes--) bytes.splice(random(bytes.length + 1), random(3), scraps[random(scraps.length)]);
    const input = Uint8Array.from(bytes);
    const [issue] = validator.validateJson(input);
    const place = locate(input, []);
    if (issue?.code !== 'invalid_json') {
      JSON.parse(decoder.decode(input.subarray(place.start, place.end)));
      continue;
    }
    broken += 1;
    assert.equal(place.start, issue.params.offset, `${issue.message} of ${bytes}`);
  }
  assert.ok(broken > 1_000, `${broken}`);
});

/** Issues at a property that should not be there. */
const AT_KEYS = new Set(['unknown_property', 'unsupported_property', 'duplicate_property']);

test('every issue of the case tables has a place, and what is there is what it is about', () => {
  let located = 0;
  for (const { requestText, request, options } of cases) {
    const text = requestText ?? JSON.stringify(request);
    if (text === undefined) continue;
    const place = locator(text);
    for (const { code, path, params } of new Validator(options).validateJson(text)) {
      const { start, end } = place(path, { key: true });
      const part = text.slice(start, end);
      if (code === 'invalid_json') assert.equal(bytesIn(text.slice(0, start)), params.offset);
      else if (AT_KEYS.has(code)) assert.equal(JSON.parse(part), params.property, text);
      else if (code !== 'too_deep') JSON.parse(part);
      located += 1;
    }
  }
  assert.ok(located > 50, `${located}`);
});

// --- Large texts

test('nothing recurses over the text', () => {
  const depth = 300_000;
  const text = '['.repeat(depth) + ']'.repeat(depth);
  const place = locator(text);
  const path = Array(2_000).fill(0);
  assert.deepEqual(place(path), { start: 2_000, end: 2 * depth - 2_000, line: 1, column: 2_001 });
  assert.equal(place([]).end, 2 * depth);
  assert.equal(locate('{"a":'.repeat(depth), []).start, 5 * depth);
});

test('a thousand paths of a long list cost no more than a few of them', () => {
  // In a Node of its own, whose time nobody else takes.
  const printed = runModule(`
    import { locator } from '${NAME}/locate';
    const patches = Array.from({ length: 20_000 }, (_, index) => ({ operation: 'archive', ['name' + index]: 'x'.repeat(60) }));
    const text = JSON.stringify({ patches });
    const cpu = () => process.cpuUsage().user + process.cpuUsage().system;
    const started = cpu();
    const place = locator(text);
    place(['patches', 19_999, 'operation']);
    const few = cpu() - started;
    for (let index = 0; index < 20_000; index++) place(['patches', index, 'name' + index]);
    console.log(few, cpu() - started - few);
  `);
  const [few, many] = printed.split(' ').map(Number);
  // Quadratic, it would be a thousand times as much.
  assert.ok(many < 10 * few + 200_000, `${printed} microseconds`);
});
