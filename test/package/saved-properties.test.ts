import assert from 'node:assert/strict';
import { definitionOf, NODE_TYPES, runtimeOf, textOf } from './project';

interface Contract {
  /** Saved properties with their defaults: permanent once a user has saved a flow. */
  defaults: Record<string, unknown>;
  /** Properties that hold the id of a config node, and its type. */
  references: Record<string, string>;
  credentials: Record<string, 'text' | 'password'>;
  inputs?: number;
  outputs?: number;
}

const CONTRACT: Record<string, Contract> = {
  'license-plate-service': {
    defaults: {
      name: '',
      engine: 'huawei',
      region: 'cn-north-4',
      endpoint: '',
      projectId: '',
      auth: 'token',
      iamEndpoint: '',
      enterpriseProjectId: '',
      alphabet: 'chinese',
      fallback: false,
      concurrency: '',
      callsPerMinute: 0,
      callsPerDay: 0,
      tls: '',
      proxy: '',
    },
    references: { tls: 'tls-config', proxy: 'http proxy' },
    credentials: {
      account: 'text',
      username: 'text',
      token: 'password',
      password: 'password',
      accessKey: 'password',
      secretKey: 'password',
      securityToken: 'password',
    },
  },
  'license-plate': {
    defaults: {
      name: '',
      service: '',
      image: 'payload',
      imageType: 'msg',
      download: 'service',
      allowPrivate: false,
      tls: '',
      timeout: 10,
      waiting: 100,
      overflow: 'reject',
      minConfidence: 0,
      crop: '',
      keepImage: true,
      showPlate: false,
    },
    references: { service: 'license-plate-service', tls: 'tls-config' },
    credentials: { user: 'text', password: 'password' },
    inputs: 1,
    outputs: 2,
  },
  'license-plate-gate': {
    defaults: {
      name: '',
      list: '[]',
      listType: 'json',
      tolerance: 0,
      minConfidence: 0.8,
      maxAge: 15,
      requireTime: false,
      allowFallback: true,
      rearm: 30,
      frames: 1,
      agree: 1,
      frameTimeout: 3,
    },
    references: {},
    credentials: {},
    inputs: 1,
    outputs: 2,
  },
};

/** A default as the editor saves it, whatever realm its dialog ran in. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

for (const type of NODE_TYPES) {
  describe(`the saved properties of ${type}`, () => {
    const html = textOf('nodes', `${type}.html`);
    const [, definition] = definitionOf(html);
    const contract = CONTRACT[type];
    assert.ok(contract, `the contract of ${type} is missing here`);

    it('are those of the contract, with its defaults', () => {
      const defaults = Object.entries(definition.defaults).map(([name, { value }]) => [name, value]);

      assert.deepEqual(plain(Object.fromEntries(defaults)), contract.defaults);
    });

    it('refer to config nodes where the contract says so', () => {
      const references = Object.entries(definition.defaults).filter(([, property]) => property.type);

      assert.deepEqual(
        Object.fromEntries(references.map(([name, property]) => [name, property.type])),
        contract.references,
      );
    });

    it('do not hold the credentials, which dialog and runtime declare alike', () => {
      const declared = Object.entries(definition.credentials ?? {}).map(([name, { type: kind }]) => [
        name,
        kind,
      ]);

      assert.deepEqual(Object.fromEntries(declared), contract.credentials);
      assert.deepEqual(
        plain(runtimeOf(`dist/${type}.js`).credentials ?? {}),
        plain(definition.credentials ?? {}),
      );
      for (const name of Object.keys(contract.credentials)) assert.ok(!(name in contract.defaults), name);
    });

    it('are the only fields of the dialog, each with an id of its own', () => {
      const prefix = definition.category === 'config' ? 'node-config-input-' : 'node-input-';
      const fields = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id);
      const saved = new Set([...Object.keys(contract.defaults), ...Object.keys(contract.credentials)]);

      assert.equal(new Set(fields).size, fields.length, 'an id stands there twice');
      for (const id of fields.filter((name) => /^node-(config-)?input-/.test(name))) {
        assert.ok(id.startsWith(prefix) && saved.has(id.slice(prefix.length)), id);
      }
    });

    it('that are secret are typed into fields that hide them', () => {
      for (const [name, kind] of Object.entries(contract.credentials)) {
        const field = new RegExp(`<input[^>]* id="node-(?:config-)?input-${name}"[^>]*>`).exec(html)?.[0];
        if (field) assert.match(field, new RegExp(`type="${kind}"`));
      }
    });

    it('have the messages of a node, or none of a service', () => {
      assert.equal(definition.inputs, contract.inputs);
      assert.equal(definition.outputs, contract.outputs);
    });
  });
}
