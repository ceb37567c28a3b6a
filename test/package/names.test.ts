import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  basenames,
  catalogue,
  definitionOf,
  LANGUAGES,
  manifest,
  NODE_TYPES,
  ROOT,
  runtimeOf,
  textOf,
} from './project';

/** The one value of an attribute in a page. */
function attribute(html: string, name: string): string | undefined {
  const values = [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))];
  assert.equal(values.length, 1, `${name} stands there ${values.length} times`);
  return values[0]?.[1];
}

describe('one name everywhere', () => {
  it('holds for files: each node has its code, dialog and catalogues, and there are no others', () => {
    const types = NODE_TYPES.toSorted();

    assert.deepEqual(basenames('nodes', '.ts'), types);
    assert.deepEqual(basenames('nodes', '.html'), types);
    for (const language of LANGUAGES) {
      assert.deepEqual(basenames(`locales/${language}`, '.json'), types);
      assert.deepEqual(basenames(`locales/${language}`, '.html'), types);
    }
  });

  for (const type of NODE_TYPES) {
    describe(type, () => {
      const html = textOf('nodes', `${type}.html`);

      it('is the file that package.json names', () => {
        assert.equal(manifest['node-red'].nodes[type], `dist/${type}.js`);
      });

      it('is the type that the runtime and the dialog register', () => {
        assert.equal(runtimeOf(`dist/${type}.js`).type, type);
        assert.equal(definitionOf(html)[0], type);
      });

      it('is registered inline, as the Flow Library can read it', () => {
        assert.match(html, new RegExp(`\\n\\s*RED\\.nodes\\.registerType\\('${type}', \\{\\n`));
      });

      it('is the name of its template', () => {
        assert.equal(attribute(html, 'data-template-name'), type);
      });

      it('has an icon of ours, or none', () => {
        const { icon, category } = definitionOf(html)[1];

        assert.equal(icon === undefined, category === 'config');
        if (icon) assert.ok(existsSync(join(ROOT, 'icons', icon)), `icons/${icon} is missing`);
      });

      for (const language of LANGUAGES) {
        it(`is the name of its help in ${language}`, () => {
          assert.equal(attribute(textOf('locales', language, `${type}.html`), 'data-help-name'), type);
        });

        it(`is the one top-level key of its catalogue in ${language}, beside the label of its group`, () => {
          const { category } = definitionOf(html)[1];
          const keys = [...catalogue(language, type).keys()].filter((key) => !key.startsWith(`${type}.`));

          // Node-RED asks the catalogue of whichever node of the group comes first.
          const label = `palette.label.${category.replaceAll(' ', '_')}`;
          assert.deepEqual(keys, category === 'config' ? [] : [label]);
        });
      }
    });
  }
});
