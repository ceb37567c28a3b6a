export { answers } from './answers';
export { type Certificate, selfSigned } from './certificate';
export { type CodeRow, GATEWAY_CODES, IAM_CODES, SERVICE_CODES } from './codes';
export { type Emulator, startEmulator } from './emulator';
export { faults } from './faults';
export { type AccessKey, type EmulatorOptions, type IamUser, SAMPLE_PLATE, type Throttle } from './options';
export { refusedUrl, silentServer } from './ports';
export type { Cue } from './script';
export type { Answer, Call, Exchange, Fault, Login, Moment, PictureFacts, Plate, Step } from './types';
