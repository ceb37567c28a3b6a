import type { Node, NodeAPI, NodeDef, NodeMessage } from 'node-red';
import { asPlateError, orProblem, PlateError } from './lib/errors';
import { createGate, isWrong, listFromText, systemClock, unreadableAt, type Verdict } from './lib/gate/gate';
import { Patience } from './lib/gate/patience';
import { type GateSettings, type ListSource, parseGateSettings } from './lib/gate-settings';
import { type GateOutcome, gateStatusOf } from './lib/gate-status';
import { asMessageError } from './lib/message-error';
import { whenChanged } from './lib/status';
import { type Answer, asLanguage, logBug, propertyOf } from './red/node-api';

interface Message extends NodeMessage {
  reset?: unknown;
  parts?: unknown;
  error?: unknown;
  gate?: Verdict;
}

/** Milliseconds that a context store has to answer: of one that is away, the list is missing. */
const LIST_PATIENCE = 5000;

/** Decides what a plate may do: output 1 allows, output 2 denies. Whatever goes wrong denies. */
function register(RED: NodeAPI): void {
  function LicensePlateGate(this: Node, saved: NodeDef): void {
    RED.nodes.createNode(this, saved);
    const settings = orProblem(() => parseGateSettings({ ...saved }));
    if (settings instanceof PlateError) refuseAll(this, settings);
    else judgeAll(this, settings);
  }

  /** For a node whose saved properties make no sense: it says so, and stays closed. */
  function refuseAll(node: Node, problem: PlateError): void {
    node.status(gateStatusOf(false, 'config'));
    onMessage(node, async (msg, { send, done }) => {
      // A reset is about no car, and there is no visit to forget.
      if (msg.reset !== true) pass(msg, await refusal(node, msg, problem), send);
      done();
    });
  }

  function judgeAll(node: Node, settings: GateSettings): void {
    const patience = new Patience(systemClock, LIST_PATIENCE);
    let list: unknown;
    const gate = createGate(settings, systemClock, async () => {
      list = await listOf(node, settings.list, patience);
      return list;
    });
    let waiting = 0;
    let last: GateOutcome;
    let isClosed = false;
    let warned = '';
    const show = whenChanged((status) => node.status(status));
    const showStatus = () => show(gateStatusOf(settings.frames > 1 && waiting > 0, last));

    const judge = async (msg: Message): Promise<Verdict | 'silent'> => {
      try {
        return await gate.judge(msg);
      } catch (thrown) {
        return refusal(node, msg, unexpected(node, thrown));
      }
    };

    /** What the node shows of a verdict; it warns of what turns away cars that nobody meant. */
    const outcomeOf = ({ reason }: Verdict): GateOutcome => {
      const entry = reason === 'bad-list' ? unreadableAt(list) : undefined;
      if (entry !== undefined) warn('entry', { entry });
      if (reason !== 'not-yet-valid' || !isWrong(systemClock.now())) return reason;
      // Unless it is said why, whoever looks for the reason looks at the list.
      warn('clock');
      return 'clock';
    };

    /** With each car, it would fill the log. */
    const warn = (key: string, values?: Record<string, number>) => {
      const text = RED._(`license-plate-gate.warning.${key}`, values);
      if (text !== warned) node.warn(text);
      warned = text;
    };

    onMessage(node, async (msg, { send, done }) => {
      if (msg.reset === true) {
        gate.reset();
        return done();
      }
      waiting += 1;
      showStatus();
      const verdict = await judge(msg);
      waiting -= 1;
      if (isClosed) return done();
      if (verdict !== 'silent') last = outcomeOf(verdict);
      showStatus();
      pass(msg, verdict, send);
      done();
    });
    node.on('close', () => {
      isClosed = true;
      gate.close();
      patience.end();
    });
    showStatus();
  }

  function onMessage(node: Node, handle: (msg: Message, answer: Answer<Message>) => Promise<void>): void {
    // Node-RED ignores the promise of a handler, and a rejected one would end the process.
    node.on('input', (msg: Message, send, done) => {
      handle(msg, { send, done }).catch((thrown) => done(unexpected(node, thrown)));
    });
  }

  /** The list as it is now; `undefined`, which denies, where there is none. */
  async function listOf(node: Node, list: ListSource, patience: Patience): Promise<unknown> {
    if (list.type === 'json') return list.value;
    const value = await patience.within(propertyOf(RED, node, list, {}));
    // A variable of type JSON in the properties of a flow or subflow comes parsed.
    return list.type === 'env' && !Array.isArray(value) ? listFromText(value) : value;
  }

  /** Denies what cannot be judged: the reason `error` says that `msg.error` tells why. */
  async function refusal(node: Node, msg: Message, error: PlateError): Promise<Verdict | 'silent'> {
    const { id, type, name = '' } = node;
    const language = asLanguage(RED._('license-plate-gate.language'));
    msg.error ??= asMessageError(error, language, { id, type, name, count: 1 });
    const closed = createGate(parseGateSettings({}), systemClock, async () => undefined);
    return closed.judge({ error: msg.error });
  }

  function pass(msg: Message, verdict: Verdict | 'silent', send: Answer<Message>['send']): void {
    if (verdict === 'silent') return;
    msg.gate = verdict;
    // The burst ends here: a join node further on would wait for frames that never come.
    delete msg.parts;
    send(verdict.decision === 'allow' ? [msg, null] : [null, msg]);
  }

  function unexpected(node: Node, thrown: unknown): PlateError {
    const error = asPlateError(thrown);
    logBug(RED, node, error);
    return error;
  }

  RED.nodes.registerType('license-plate-gate', LicensePlateGate);
}

export = register;
