import { createClient } from '../api/client.ts';
import { linkRoutes } from '../contract.ts';

const api = createClient(linkRoutes);

/** A link to it is taken away; it is not suggested again. @throws ApiError */
export async function refuseJob(timelapseId: string, jobId: string): Promise<void> {
  await api.refuseJob({ params: { id: timelapseId, job_id: jobId } });
}
