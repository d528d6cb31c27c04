import { basename } from 'node:path';
import { captureByHand } from '../../capture/capture-by-hand.ts';
import type { CaptureControl } from '../../capture/capture-control.ts';
import type { Capture } from '../../capture/capture.ts';
import type { Captures } from '../../capture/captures.ts';
import { problemText } from '../../capture/problem-text.ts';
import { notFound } from '../../lib/errors.ts';
import { newCaptureSchema } from '../../shared/capture.ts';
import { captureFields, type Command, type PictureAction } from './command.ts';

export interface CaptureCommandDeps {
  captures: Captures;
  /** Null = no printers are watched. */
  control: CaptureControl | null;
}

export interface CaptureCommandOutcome {
  message: string;
  /** Null = several, or none. */
  about: { id: string; folderName: string } | null;
}

/** @throws AppError saying why not */
export async function runCaptureCommand(
  action: PictureAction,
  command: Command,
  deps: CaptureCommandDeps,
): Promise<CaptureCommandOutcome> {
  if (action === 'capture_start') return start(command, deps);
  return action === 'capture_stop' ? stop(command, deps) : takePicture(command, deps);
}

async function start(command: Command, deps: CaptureCommandDeps): Promise<CaptureCommandOutcome> {
  if (command.printer === undefined) {
    const asked = newCaptureSchema.parse(captureFields(command));
    const capture = await deps.captures.startByHand(captureByHand(asked));
    return outcome([capture], `Pictures of "${capture.name}" are being taken.`);
  }
  const { control, printer } = find(command.printer, deps);
  const begun = await control.startPrint(printer);
  return outcome(begun, `Pictures of "${begun[0]!.name}" are being taken.`);
}

async function stop(command: Command, deps: CaptureCommandDeps): Promise<CaptureCommandOutcome> {
  const ended = await endAll(command, deps);
  const count = ended.reduce((sum, { pictures }) => sum + pictures, 0);
  return outcome(ended, `No more pictures of "${ended[0]!.name}" are taken; there are ${count}.`);
}

async function endAll(command: Command, deps: CaptureCommandDeps): Promise<Capture[]> {
  if (command.printer === undefined) return [await deps.captures.end(idOf(command, deps.captures))];
  const { control, printer } = find(command.printer, deps);
  return control.stop(printer);
}

async function takePicture(command: Command, deps: CaptureCommandDeps): Promise<CaptureCommandOutcome> {
  if (command.printer === undefined) {
    const id = idOf(command, deps.captures);
    await deps.captures.takeNow(id);
    return kept(deps.captures.running.filter((each) => each.id === id));
  }
  const { control, printer } = find(command.printer, deps);
  const taken = await control.takePicture(printer);
  if (taken.test === null) return kept(taken.kept);
  const { width, height, refusal } = taken.test;
  const size = `${width} × ${height}`;
  const worth = refusal === null ? '' : ` ${problemText({ code: refusal, detail: '', since: 0 })}`;
  return outcome([], `A test picture was taken (${size}); it is not kept.${worth}`);
}

function kept(captures: readonly Capture[]): CaptureCommandOutcome {
  const names = captures.map(({ folder }) => `"${basename(folder)}"`).join(', ');
  return outcome(captures, `A picture was taken for ${names}.`);
}

function outcome(captures: readonly Capture[], message: string): CaptureCommandOutcome {
  const [first, other] = captures;
  return { message, about: first && !other ? { id: first.id, folderName: basename(first.folder) } : null };
}

function find(given: string, { control }: CaptureCommandDeps) {
  if (control === null) throw notFound(`There is no printer "${given}".`, { printer: given });
  return { control, printer: control.find(given) };
}

/** @throws AppError 404 */
function idOf({ id, folder_name: folder }: Command, { running }: Captures): string {
  if (id !== undefined) return id;
  const found = running.find((each) => basename(each.folder) === folder);
  if (!found) throw notFound(`No pictures are being taken in a folder "${folder}".`, { folder });
  return found.id;
}
