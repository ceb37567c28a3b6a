import type { PlateError } from '../errors';
import type { Language } from '../hints';

/** The dialog in which somebody asked. */
export interface Dialog {
  language: Language;
  /** Hears of every bug of ours: its hint sends whoever sees it to the log. */
  onBug: (error: PlateError) => void;
}
