import { reasonText } from '../../uploads/reason-text.ts';
import type { Uploads } from '../../uploads/uploads.ts';
import { toWireDestination, type UploadView } from '../../wire/upload-view.ts';
import { clientGone } from '../client-gone.ts';
import { countHeader, type Handlers } from '../endpoint.ts';

type Names =
  | 'listDestinations'
  | 'createDestination'
  | 'putDestination'
  | 'deleteDestination'
  | 'testDestination'
  | 'listUploads'
  | 'listTimelapseUploads'
  | 'createUpload'
  | 'deleteUpload';

export interface UploadRouteDeps {
  uploads: Uploads;
  uploadView: UploadView;
}

export function uploadRoutes({ uploads, uploadView }: UploadRouteDeps): Pick<Handlers, Names> {
  return {
    async listDestinations() {
      return { status: 200, body: (await uploads.listDestinations()).map(toWireDestination) };
    },
    async createDestination({ body }) {
      return { status: 201, body: toWireDestination(await uploads.addDestination(body)) };
    },
    async putDestination({ params, body }) {
      return { status: 200, body: toWireDestination(await uploads.putDestination(params.id, body)) };
    },
    async deleteDestination({ params }) {
      await uploads.deleteDestination(params.id);
      return { status: 204 };
    },
    async testDestination({ params, res }) {
      const { reason, leftBehind } = await uploads.testDestination(params.id, clientGone(res));
      return {
        status: 200,
        body: {
          is_ok: reason === null,
          reason_code: reason?.code ?? null,
          reason: reason && reasonText(reason),
          detail: reason?.detail || null,
          left_behind: leftBehind,
        },
      };
    },
    async listUploads({ query }) {
      const { uploads: listed, total } = await uploads.list(query);
      return {
        status: 200,
        body: listed.map((each) => uploadView.listed(each)),
        headers: countHeader(total),
      };
    },
    async listTimelapseUploads({ params }) {
      const listed = await uploads.listOf(params.id);
      return { status: 200, body: listed.map((each) => uploadView.listed(each)) };
    },
    async createUpload({ params, body }) {
      const listed = await uploads.enqueueUpload(params.id, body.destination_id);
      return { status: 202, body: uploadView.listed(listed) };
    },
    async deleteUpload({ params }) {
      await uploads.cancel(params.id, params.upload_id);
      return { status: 204 };
    },
  };
}
