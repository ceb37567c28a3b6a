import assert from 'node:assert/strict';
import { loadHelpers, plain } from './gate-dialog-scripts';

describe('the list of license-plate-gate takes from a column of colors', () => {
  const { gatecamGateImport, gatecamGateList: list } = loadHelpers();
  const carsOf = (text: string) => plain(gatecamGateImport.carsOf(text));

  const colors = {
    blue: 'blue| Blue |BLUE|Blue plate|蓝|蓝色|蓝牌|蓝底白字',
    green: 'green|绿|绿色|绿牌|渐变绿|渐变绿色|渐变绿底黑字|新能源绿|新能源绿牌',
    yellow_green:
      'yellow_green|yellow-green|Yellow Green|yellow/green|yellowgreen|Yellow–Green|黄绿|黄绿色|黄绿牌|黄绿双拼|黄绿双拼色|黄绿 双拼|黄绿相间',
    yellow: 'yellow|黄|黄色|黄牌|黄底黑字',
    white: 'white|白|白色|白底黑字',
    black: 'black|黑|黑色|黑底白字',
  };
  for (const [color, words] of Object.entries(colors)) {
    for (const word of words.split('|')) {
      it(`the color ${color} from "${word}"`, () => {
        const { cars } = carsOf(`plate,color\n京A12345,${word}`);

        assert.deepEqual(cars, [{ plate: '京A12345', color }]);
        assert.deepEqual(carsOf(`京A12345,${word},Li`).cars, [{ plate: '京A12345', color, name: 'Li' }]);
        assert.equal(list.faultsIn(list.stringify(cars)), 0);
      });
    }
  }

  it('the words of the dialog for any color', () => {
    for (const word of ['any', 'Any', '不限'])
      assert.deepEqual(carsOf(`plate,color\n京A12345,${word}`).cars, [{ plate: '京A12345' }]);
  });

  it('a color that no plate has as it is written, to be seen and mended', () => {
    for (const word of ['red', '红', 'Light Blue', '新能源', '蓝绿', 'constructor', '__proto__']) {
      const { cars } = carsOf(`plate,color\n京A12345,${word}`);

      assert.deepEqual(cars, [{ plate: '京A12345', color: word }]);
      assert.equal(list.faultsIn(list.stringify(cars)), 1, word);
    }
  });
});
