/** Whether a reading found exactly the plates that were drawn, in their colors; none where none was drawn. */
export function isRight({ plates, error }, drawn) {
  if (drawn.length === 0) return error?.category === 'no-plate';
  const named = (plate) => `${plate.plate_number} ${plate.plate_color}`;
  const found = (plates ?? []).map(named).sort().join();
  return found === drawn.map(named).sort().join();
}
