import assert from 'node:assert/strict';
import { consensus } from '#nodes/lib/edge/consensus';
import { quadOf } from '#nodes/lib/edge/geometry';
import { placesOf } from '#nodes/lib/edge/places';
import { SCRIPTS, type Script } from '#nodes/lib/edge/script';
import { candidate, PLACE, WHITE } from './candidates';

const [CHINESE, LATIN] = SCRIPTS.any as [Script, Script];

describe('the consensus of several views', () => {
  it('is what all of them read', () => {
    const result = consensus([candidate('京A12345'), candidate('京A12345', { certainty: 0.9 })], CHINESE);

    assert.equal(result?.number, '京A12345');
    assert.equal(result.supporters.length, 2);
    assert.ok(result.confidence > 0.9);
  });

  it('is what most read about as clearly', () => {
    const views = [candidate('京A12346', { certainty: 0.9 }), candidate('京A12345'), candidate('京A12345')];

    assert.equal(consensus(views, CHINESE)?.number, '京A12345');
  });

  it('is not what a crowd of poor views reads', () => {
    const poor = Array.from({ length: 4 }, () => candidate('京A12346', { certainty: 0.45 }));

    assert.equal(consensus([candidate('京A12345'), ...poor], CHINESE)?.number, '京A12345');
  });

  it('is less sure where views differ', () => {
    const agreed = consensus([candidate('京A12345', { certainty: 0.8 })], CHINESE);
    const disputed = consensus(
      [candidate('京A12345', { certainty: 0.8 }), candidate('京A12346', { certainty: 0.8 })],
      CHINESE,
    );

    assert.ok(agreed && disputed && disputed.confidence < agreed.confidence);
  });

  it('is none where nothing is like a plate', () => {
    assert.equal(consensus([candidate('好好好好好好好好')], CHINESE), undefined);
  });

  it('is the longer Latin number where a view saw only a part', () => {
    const views = [candidate('4X4WP', { line: WHITE }), candidate('VW4X4WP', { line: WHITE })];

    assert.equal(consensus(views, LATIN)?.number, 'VW4X4WP');
  });
});

describe('places', () => {
  it('hold all readings of one plate', () => {
    const shifted = quadOf({ x: 104, y: 102, width: 140, height: 44 });

    const places = placesOf([candidate('京A12345'), candidate('京A12345', { quad: shifted })], 'chinese');

    assert.deepEqual(
      places.map((place) => place.length),
      [2],
    );
  });

  it('are apart where plates are', () => {
    const elsewhere = quadOf({ x: 500, y: 100, width: 140, height: 44 });

    const places = placesOf([candidate('京A12345'), candidate('沪B12345', { quad: elsewhere })], 'chinese');

    assert.equal(places.length, 2);
  });

  it('are led by the surest reading', () => {
    const places = placesOf([candidate('京A12346', { certainty: 0.6 }), candidate('京A12345')], 'chinese');

    assert.equal(places[0]?.[0]?.number, '京A12345');
    assert.deepEqual(places[0]?.[0]?.quad, PLACE);
  });
});
