import { z } from 'zod';
import {
  captureSchema,
  newCaptureSchema,
  printerOptionsPatchSchema,
  printerSchema,
  testPictureRequestSchema,
  testPictureSchema,
} from './capture.ts';
import {
  adminOnly,
  badInput,
  type EndpointSpec,
  error,
  flag,
  id,
  paging,
  totalHeader,
} from './endpoint-parts.ts';
import { routes } from './routes.ts';
import { limited } from './texts.ts';

const printerParams = z.object({ key: limited(z.string().min(1), 1000).describe('Key of the printer') });
const noPrinter = error('No printer has this key');

const capture = (description: string) => ({ description, schema: captureSchema });

/** Pictures that the app takes itself. */
export const captureEndpoints = {
  listPrinters: {
    ...routes.listPrinters,
    summary: 'Printers that Home Assistant knows, and how their pictures are taken',
    responses: { 200: { description: 'The printers', schema: z.array(printerSchema) } },
  },
  updatePrinter: {
    ...routes.updatePrinter,
    summary: 'Change how the pictures of a printer are taken; turning it off ends what is being captured',
    params: printerParams,
    body: printerOptionsPatchSchema,
    responses: {
      200: { description: 'The printer', schema: printerSchema },
      400: badInput,
      403: adminOnly,
      404: noPrinter,
    },
  },
  takeTestPicture: {
    ...routes.takeTestPicture,
    summary: 'One picture of a camera, to see whether it works; it is not kept',
    params: printerParams,
    body: testPictureRequestSchema,
    responses: {
      200: { description: 'The picture', schema: testPictureSchema },
      400: badInput,
      403: adminOnly,
      404: error('No printer has this key, or it has no camera'),
      409: error('The camera gave no picture; the error says why'),
    },
  },
  listCaptures: {
    ...routes.listCaptures,
    summary: 'List captures, running ones first, then the latest',
    query: z.object({
      running: flag.optional().describe('Only running (true) or only ended (false) captures'),
      ...paging,
    }),
    responses: {
      200: { description: 'The captures', schema: z.array(captureSchema), headers: totalHeader },
      400: badInput,
    },
  },
  createCapture: {
    ...routes.createCapture,
    summary: 'Take pictures without a print, until it is stopped; the video is then made at once',
    body: newCaptureSchema,
    responses: {
      201: capture('The capture'),
      400: badInput,
      403: adminOnly,
      409: error('The source folder cannot be reached'),
    },
  },
  stopCapture: {
    ...routes.stopCapture,
    summary: 'End a capture; its video is then made at once',
    params: z.object({ id: id.describe('Id of the capture') }),
    responses: {
      200: capture('The capture, which is over'),
      400: badInput,
      403: adminOnly,
      404: error('No capture has this id'),
      409: error('It is already over'),
    },
  },
} as const satisfies Record<string, EndpointSpec>;
