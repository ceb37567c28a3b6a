import assert from 'node:assert/strict';
import { checkable, type Deployed } from '#nodes/lib/admin/check-form';
import { PlateError } from '#nodes/lib/errors';

const deployed: Deployed = {
  saved: { endpoint: '${OCR_HOST}', region: 'cn-north-4', projectId: '${PROJECT}' },
  resolved: { endpoint: 'ocr.example.com', region: 'cn-north-4', projectId: 'p-1' },
  savedCredentials: { token: '${TOKEN}', username: 'camera' },
  resolvedCredentials: { token: 'secret', username: 'camera' },
};

describe('what a check of the service dialog may use', () => {
  it('is the deployed node, with its environment, where nothing was changed', () => {
    const { saved, credentials } = checkable(
      { properties: deployed.saved, credentials: { username: 'camera' } },
      deployed,
    );

    assert.deepEqual(saved, deployed.resolved);
    assert.deepEqual(credentials, { token: 'secret', username: 'camera' });
  });

  it('is what was typed, where a field was changed', () => {
    const form = {
      properties: { ...deployed.saved, projectId: 'p-2' },
      credentials: { token: 'typed', username: 'other' },
    };

    const { saved, credentials } = checkable(form, deployed);

    assert.equal(saved.projectId, 'p-2');
    assert.deepEqual(credentials, { token: 'typed', username: 'other' });
  });

  for (const field of ['endpoint', 'iamEndpoint', 'region', 'tls', 'proxy']) {
    it(`is no saved secret once "${field}" was changed`, () => {
      const form = {
        properties: { ...deployed.saved, [field]: 'elsewhere' },
        credentials: { username: 'camera' },
      };

      assert.throws(() => checkable(form, deployed), refusal('token', 'typed again', field));
    });

    it(`is no saved secret by the name of its variable once "${field}" was changed`, () => {
      const form = {
        properties: { ...deployed.saved, [field]: 'elsewhere' },
        credentials: { token: '${TOKEN}', username: 'camera' },
      };

      assert.throws(() => checkable(form, deployed), refusal('token', 'typed again', field));
    });

    it(`is a typed secret, even though "${field}" was changed`, () => {
      const form = {
        properties: { ...deployed.saved, [field]: 'elsewhere' },
        credentials: { token: 'typed', username: 'camera' },
      };

      assert.equal(checkable(form, deployed).credentials.token, 'typed');
    });
  }

  for (const [saved, shown] of [
    [undefined, 'cn-north-4'],
    ['', 'cn-north-4'],
    ['cn-north-4', ''],
  ]) {
    it(`is the saved secret where the region is "${saved}" in the flow and "${shown}" in the dialog, which is the same`, () => {
      const form = { properties: { ...deployed.saved, region: shown }, credentials: { username: 'camera' } };
      const node = { ...deployed, saved: { ...deployed.saved, region: saved } };

      assert.equal(checkable(form, node).credentials.token, 'secret');
    });
  }

  it('is no saved secret where the region is missing in the flow and another one in the dialog', () => {
    const form = {
      properties: { ...deployed.saved, region: 'cn-east-3' },
      credentials: { username: 'camera' },
    };
    const node = { ...deployed, saved: { ...deployed.saved, region: undefined } };

    assert.throws(() => checkable(form, node), refusal('token', 'typed again', 'region'));
  });

  it('is never an environment variable that the form names', () => {
    const byField = {
      properties: { ...deployed.saved, projectId: '${HOME}' },
      credentials: { username: 'camera' },
    };
    const bySecret = {
      properties: deployed.saved,
      credentials: { token: 'x${AWS_SECRET}', username: 'camera' },
    };

    assert.throws(() => checkable(byField, deployed), refusal('projectId', 'deploy first'));
    assert.throws(() => checkable(bySecret, deployed), refusal('token', 'deploy first'));
  });

  it('is the form alone, for a node that was never deployed', () => {
    const form = { properties: { endpoint: 'ocr.example.com' }, credentials: { token: 'typed' } };

    assert.deepEqual(checkable(form, undefined), { saved: form.properties, credentials: form.credentials });
  });
});

/** No field has a red border then: what to do is another thing than for a wrong value. */
function refusal(...words: string[]): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof PlateError);
    assert.doesNotMatch(error.hint?.['en-US'] ?? '', /red border/);
    assert.match(error.hint?.['zh-CN'] ?? '', words.includes('deploy first') ? /先部署/ : /重新输入/);
    return words.every((word) => error.message.includes(word));
  };
}
