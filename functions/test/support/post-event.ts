import { cloudEvent, type DocumentEvent } from "./cloud-event.js";
import { environment } from "./environment.js";

const { functionsUrl, project } = environment;

/**
 * Delivers a document's change to one function by hand. Unlike the emulator's own deliveries, these run at once.
 *
 * @returns the HTTP status: 204 done, 500 thrown (to be delivered again)
 */
export async function postEvent(functionName: string, event: DocumentEvent): Promise<number> {
  const url = `${functionsUrl}/functions/projects/${project}/triggers/us-central1-${functionName}-0`;
  const response = await fetch(url, { method: "POST", ...cloudEvent(project, event) });
  await response.text();
  return response.status;
}
