import { badField, type PlateError } from '../errors';
import type { Hint } from '../hints';
import { STANDARD_REGION } from '../service-settings';
import { CHECK_HINTS } from './check-texts';

type Values = Readonly<Record<string, unknown>>;

/** What the service dialog holds at the moment; credentials that were not typed again are missing. */
export interface CheckForm {
  properties: Values;
  credentials: Values;
}

/** The node as it runs: as it was saved, and with its environment variables filled in. */
export interface Deployed {
  saved: Values;
  resolved: Values;
  savedCredentials: Values;
  resolvedCredentials: Values;
}

/** Saved secrets are only ever used with these as they were deployed. */
const DESTINATION = ['endpoint', 'iamEndpoint', 'region', 'tls', 'proxy'];

/**
 * The properties and credentials that a check may use.
 *
 * Whoever can open the dialog could otherwise have a saved secret sent to an address of his own, or read an
 * environment variable of the server by naming it in a field. Throws `BAD_CONFIG` naming the field.
 */
export function checkable(
  form: CheckForm,
  deployed: Deployed | undefined,
): { saved: Values; credentials: Values } {
  const saved = resolve(form.properties, deployed?.saved ?? {}, deployed?.resolved ?? {});
  const typed = resolve(
    form.credentials,
    deployed?.savedCredentials ?? {},
    deployed?.resolvedCredentials ?? {},
  );
  if (!deployed) return { saved, credentials: typed };
  // The name of the variable that was saved stands for its value.
  const kept = Object.keys(deployed.resolvedCredentials).filter(
    (name) => !(name in form.credentials) || namesVariable(form.credentials[name]),
  );
  const moved = DESTINATION.find(
    (field) => placeOf(form.properties, field) !== placeOf(deployed.saved, field),
  );
  if (kept.length > 0 && moved !== undefined) {
    const rule = `must be typed again, as the field "${moved}" is not the deployed one`;
    throw bad(String(kept[0]), rule, CHECK_HINTS['type-again']);
  }
  return { saved, credentials: { ...pick(deployed.resolvedCredentials, kept), ...typed } };
}

/** Values that are as they were saved stand for what they were resolved to; others stand for themselves. */
function resolve(values: Values, saved: Values, resolved: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([field, value]) => {
      if (text(value) === text(saved[field])) return [field, resolved[field]];
      if (namesVariable(value)) {
        throw bad(
          field,
          'names an environment variable: deploy first, then check',
          CHECK_HINTS['deploy-first'],
        );
      }
      return [field, value];
    }),
  );
}

/** A flow may lack the region, for which the dialog shows the one that is meant. */
function placeOf(values: Values, field: string): string {
  return text(values[field]) || (field === 'region' ? STANDARD_REGION : '');
}

function namesVariable(value: unknown): boolean {
  return text(value).includes('${');
}

function pick(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(names.map((name) => [name, values[name]]));
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}

function bad(field: string, rule: string, hint: Hint): PlateError {
  return badField('license-plate-service', field, rule, { hint });
}
