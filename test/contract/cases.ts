import { answerCases } from './answer-cases';
import type { ContractCase } from './case';
import { codeCases } from './code-cases';
import { documentCases } from './document-cases';
import { acceptedCases, refusedCases } from './request-cases';

export type { ContractCase, Expected, Input, WireAnswer, WireCase } from './case';
export { type LoginCase, loginCases, loginRequest } from './login-cases';
export { authorization, type SignatureVector, signatureVectors, signedAt } from './vectors';

/** The contract as data: requests, answers, and what a right client makes of them. */
export const contract: Readonly<Record<string, readonly ContractCase[]>> = {
  "the reference's examples": documentCases,
  'requests that are accepted': acceptedCases,
  'requests that are refused': refusedCases,
  'answers to a good request': answerCases,
  'every documented code': codeCases,
};
