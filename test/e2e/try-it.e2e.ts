import assert from 'node:assert/strict';
import { answers } from '../emulator';
import { answerFor, type DrawnPicture, drawnPicture } from './support/drawn';
import { useScene } from './support/scene';
import { Trial } from './support/trial';

const READER = { id: 'reader', type: 'license-plate', z: 'tab', x: 300, y: 200, service: 'service' };

interface Sent {
  payload: { plate_number: string; plate_location: [number, number][] };
  plates: object[];
  recognition: { engine: string; attempts: number };
  error: { code: string; category: string; hint: string };
}

describe('"Try it"', () => {
  const scene = useScene();
  let trial: Trial;
  let picture: DrawnPicture;

  before(async () => {
    picture = await drawnPicture('blue-car');
  });

  beforeEach(async () => {
    await scene().show(scene().service, { ...READER, wires: [[], []] });
    await scene().editor.edit('reader');
    trial = new Trial(scene().editor);
  });

  it('draws the plate where it is, and shows what output 1 would send', async () => {
    scene().emulator.answer(answerFor(picture));
    await trial.choose(picture);

    await trial.read.click();

    await trial.overlay.locator('polygon.line').waitFor();
    const [truth] = picture.truth;
    const message = await trial.message<Sent>();
    assert.equal(message.payload.plate_number, truth?.plate_number);
    assert.deepEqual(message.payload.plate_location, truth?.plate_location);
    assert.equal(message.recognition.engine, 'huawei');
    const shown = (await trial.result.textContent()) ?? '';
    assert.match(shown, /浙A7K362 · \d+ ms · Huawei Cloud OCR.*Output 1 would send/s);
    assert.deepEqual(await trial.sidesWithoutGreen(truth?.plate_location ?? [], picture), []);
  });

  it('draws every plate of the picture', async () => {
    const both = await drawnPicture('two-cars');
    scene().emulator.answer(answerFor(both));
    await trial.choose(both);

    await trial.read.click();

    await trial.result.locator('pre').waitFor();
    assert.equal(await trial.overlay.locator('polygon.line').count(), 2);
    const numbers = await trial.overlay.locator('text').allTextContents();
    assert.deepEqual(numbers.toSorted(), both.truth.map(({ plate_number }) => plate_number).toSorted());
  });

  it('shows what output 2 would send, in the words of a hint', async () => {
    scene().emulator.answer(answers.refusal('ModelArts.4204'));
    await trial.choose(picture);

    await trial.read.click();

    await trial.result.locator('pre').waitFor();
    const { error } = await trial.message<Sent>();
    assert.equal(error.code, 'ModelArts.4204');
    const shown = (await trial.result.textContent()) ?? '';
    assert.ok(shown.includes(`ModelArts.4204: ${error.hint}`));
    assert.ok(shown.includes('Output 2 would send'));
    assert.equal(await trial.overlay.locator('polygon').count(), 0);
  });

  it('reads with what the form says, saved or not', async () => {
    scene().emulator.answer(answerFor(picture));
    await scene().editor.input('minConfidence').fill('0.99');
    await trial.choose(picture);

    await trial.read.click();

    await trial.result.locator('pre').waitFor();
    assert.equal((await trial.message<Sent>()).error.code, 'LOW_CONFIDENCE');
  });

  it('can be cancelled, which ends the call too', async () => {
    const { emulator } = scene();
    emulator.misbehave({ fault: 'hold', when: 'before-headers' });
    await trial.choose(picture);
    await trial.read.click();
    await emulator.held();

    await trial.cancel.click();

    await emulator.idle();
    assert.equal(emulator.calls.at(-1)?.aborted, true);
    assert.equal(await trial.result.textContent(), 'Cancelled');
    assert.ok(await trial.read.isEnabled());
    assert.equal(await trial.cancel.isVisible(), false);
  });

  it('ends where another picture is chosen, which must not get the plates of the first one', async () => {
    const { emulator } = scene();
    emulator.misbehave({ fault: 'hold', when: 'before-headers' });
    await trial.choose(picture);
    await trial.read.click();
    await emulator.held();

    await trial.choose(await drawnPicture('two-cars'));

    await emulator.idle();
    assert.equal(emulator.calls.at(-1)?.aborted, true);
    assert.equal(await trial.result.textContent(), '');
    assert.ok(await trial.read.isEnabled());
  });

  it('tells how much is sent, then that it is read', async () => {
    const { page } = scene().editor;
    // What follows the end of a picture is not looked at, but sent.
    const large = { ...picture, buffer: Buffer.concat([picture.buffer, Buffer.alloc(3e6)]) };
    scene().emulator.answer(answerFor(picture));
    await trial.choose(large);
    const network = await page.context().newCDPSession(page);
    const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 4e6 };
    await network.send('Network.emulateNetworkConditions', slow);
    const seen = trial.result.evaluate(
      (element) =>
        new Promise<string[]>((resolve) => {
          const texts: string[] = [];
          new MutationObserver(() => {
            if (element.querySelector('pre')) resolve(texts);
            else texts.push(element.textContent ?? '');
          }).observe(element, { childList: true, subtree: true });
        }),
    );

    await trial.read.click();

    const texts = await seen;
    assert.equal(texts[0], 'Sending: 0 %');
    assert.ok(
      texts.some((text) => /Sending: [1-9]\d? %/.test(text)),
      texts.join(),
    );
    assert.equal(texts.at(-1), 'Reading …');
    await network.detach();
  });

  it('refuses more than 10 MB before anything is sent', async () => {
    const buffer = Buffer.concat([picture.buffer, Buffer.alloc(10e6)]);

    await trial.file.setInputFiles({ ...picture, buffer });

    assert.equal(await trial.result.textContent(), 'The picture is larger than 10 MB.');
    assert.equal(await trial.read.isEnabled(), false);
  });

  it('does not read the picture before in the place of one that is too large', async () => {
    const buffer = Buffer.concat([picture.buffer, Buffer.alloc(10e6)]);
    await trial.choose(picture);

    await trial.file.setInputFiles({ ...picture, buffer });

    assert.equal(await trial.result.textContent(), 'The picture is larger than 10 MB.');
    assert.equal(await trial.read.isEnabled(), false);
    assert.equal(await trial.picture.isVisible(), false);
  });

  it('says what it is that was chosen, and what to do about it', async () => {
    const buffer = Buffer.from('RIFF\0\0\0\0WEBPVP8 ');
    await trial.file.setInputFiles({ name: 'car.webp', mimeType: 'image/webp', buffer });

    await trial.read.click();

    await trial.result.locator('pre').waitFor();
    const [headline = '', message] = await trial.result.locator('p').allTextContents();
    assert.match(headline, /^BAD_FORMAT: Set the camera, phone or program to JPEG/);
    assert.equal(message, 'The bytes are a WebP picture, not a JPEG, PNG, BMP or TIFF picture.');
  });

  it('reads a picture that the browser cannot show', async () => {
    const tiff = await drawnPicture('blue-car', 'tiff');
    scene().emulator.answer(answerFor(tiff));
    await trial.file.setInputFiles(tiff);
    await scene().editor.page.getByText('This browser cannot show the file').waitFor();

    await trial.read.click();

    await trial.result.locator('pre').waitFor();
    assert.equal((await trial.message<Sent>()).payload.plate_number, '浙A7K362');
    assert.equal(await trial.picture.isVisible(), false);
  });

  it('takes a picture that is dropped, or pasted from anywhere in the dialog', async () => {
    const png = await drawnPicture('empty-gate', 'png');

    await trial.drop(picture);
    const dropped = await trial.picture.getAttribute('src');
    await scene().editor.input('name').focus();
    await trial.paste(png);

    assert.notEqual(await trial.picture.getAttribute('src'), dropped);
    assert.equal(await scene().editor.input('name').inputValue(), '');
    assert.ok(await trial.read.isEnabled());
  });

  it('says before a call that it is billed, and calls nobody until told to', async () => {
    const before = scene().emulator.callCount;

    await trial.choose(picture);

    await scene().editor.page.getByText('This is one call of the service: it is billed').waitFor();
    assert.equal(scene().emulator.callCount, before);
  });
});
