import assert from 'node:assert/strict';
import { catalogue, definitionOf, NODE_TYPES, textOf } from './project';

/** Values that Node-RED fills in, such as `__most__`. */
function blanks(text: string | undefined): string[] {
  return (text?.match(/__\w+__/g) ?? []).toSorted();
}

/** Keys in `data-i18n`, which may name attributes too: `[title]a.b;[placeholder]c.d`. */
function markedKeys(html: string): string[] {
  return [...html.matchAll(/data-i18n="([^"]*)"/g)].flatMap(([, value = '']) =>
    value.split(';').map((part) => part.replace(/^\[\w+\]/, '').trim()),
  );
}

/** Keys in code: `_('a.b')`, and of `_(\`a.b.${x}\`)` the part before the first value. */
function codeKeys(code: string): { keys: string[]; prefixes: string[] } {
  const keys = [...code.matchAll(/\b_\(\s*['"]([^'"]+)['"]/g)].map(([, key = '']) => key);
  const chosen = [...code.matchAll(/\b_\([^'"`()]*\?\s*'([^']+)'\s*:\s*'([^']+)'/g)];
  const prefixes = [...code.matchAll(/\b_\(\s*`([^`$]+)\$\{/g)].map(([, prefix = '']) => prefix);
  return { keys: [...keys, ...chosen.flatMap(([, a = '', b = '']) => [a, b])], prefixes };
}

for (const type of NODE_TYPES) {
  describe(`the texts of ${type}`, () => {
    const html = textOf('nodes', `${type}.html`);
    const runtime = textOf('nodes', `${type}.ts`);
    const english = catalogue('en-US', type);
    const chinese = catalogue('zh-CN', type);
    const scripts = [...html.matchAll(/<script src="resources\/[^"]+\/([^"/]+)"/g)].map(
      ([, name = '']) => name,
    );
    const helpers = scripts.map((name) => textOf('resources', name)).join('\n');
    const named = codeKeys(html + runtime + helpers);
    // The helpers name keys below a prefix of their own.
    const [keys, prefixes] = [named.keys, named.prefixes].map((names) =>
      names.filter((key) => key.startsWith(`${type}.`)),
    ) as [string[], string[]];

    it('have the same keys in both languages, in the same order', () => {
      assert.deepEqual([...chinese.keys()], [...english.keys()]);
    });

    it('are there, and have the same blanks to fill in both languages', () => {
      for (const [key, text] of english) {
        assert.notEqual(text.trim(), '', key);
        assert.notEqual(chinese.get(key)?.trim(), '', key);
        assert.deepEqual(blanks(chinese.get(key)), blanks(text), key);
      }
    });

    it('are Chinese in zh-CN, names and abbreviations aside', () => {
      const alike = [...english].filter(([key, text]) => chinese.get(key) === text).map(([, text]) => text);

      for (const text of alike) assert.match(text, /^[A-Z][A-Za-z]{2,8}$/, `"${text}" is not translated`);
    });

    it('exist wherever the dialog or the runtime asks for one', () => {
      for (const key of [...markedKeys(html), ...keys]) assert.ok(english.has(key), key);
      for (const prefix of prefixes) {
        assert.ok(
          [...english.keys()].some((key) => key.startsWith(prefix)),
          prefix,
        );
      }
    });

    it('are all asked for', () => {
      const asked = new Set([...markedKeys(html), ...keys]);
      // The editor itself asks for the label of the palette's group.
      const computed = [...prefixes, `${type}.status.`, 'palette.label.'];

      for (const key of english.keys()) {
        assert.ok(
          asked.has(key) || computed.some((prefix) => key.startsWith(prefix)),
          `${key} is never used`,
        );
      }
    });

    it('are never written into the dialog itself', () => {
      const template = /<script type="text\/html"[^>]*>([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '';

      assert.doesNotMatch(template, />\s*[\p{L}][^<]*</u);
    });

    it('tell in the help which label each property has that an error may name', () => {
      const { defaults, credentials = {} } = definitionOf(html)[1];
      const saved = Object.keys({ ...defaults, ...credentials }).filter((property) => property !== 'name');
      for (const language of ['en-US', 'zh-CN']) {
        const help = textOf('locales', language, `${type}.html`);
        const marked = [...help.matchAll(/<span class="property-type">([^<]*)</g)];
        const told = new Set(marked.flatMap(([, names = '']) => names.split(', ')));
        assert.deepEqual(
          saved.filter((property) => !told.has(property)),
          [],
          language,
        );
      }
    });

    it('stand in the help with the same headings in both languages', () => {
      const headings = ['en-US', 'zh-CN'].map((language) => {
        const help = textOf('locales', language, `${type}.html`);
        return help.match(/<h3|^###? /gm)?.length ?? 0;
      });

      assert.equal(headings[0], headings[1]);
      // Inputs, outputs, details, references; a service has no messages.
      const wanted = definitionOf(html)[1].category === 'config' ? 1 : 4;
      assert.ok((headings[0] ?? 0) >= wanted, `${headings[0]} headings`);
    });
  });
}
