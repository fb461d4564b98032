import type { Page } from "playwright-core";

/** As Firestore says it; the emulator enforces no index. */
const cause = {
  code: 9,
  message:
    "The query requires an index. You can create it here: https://console.firebase.google.com/project/my-project/firestore/indexes",
};

/** Has Firestore refuse every list that the page listens to, over the protocol of its SDK (WebChannel). */
export async function refuseLists(page: Page): Promise<void> {
  await page.route("**/google.firestore.v1.Firestore/Listen/channel**", async (route) => {
    const request = route.request();
    const query = new URL(request.url()).searchParams;
    const answer = (body: unknown) => {
      const text = JSON.stringify(body);
      return route.fulfill({
        headers: {
          "access-control-allow-origin": new URL(page.url()).origin,
          "access-control-allow-credentials": "true",
          "content-type": "text/plain",
        },
        body: `${text.length}\n${text}`,
      });
    };
    if (request.method() === "OPTIONS") return route.fallback();
    // The handshake names a session, and brings the first targets.
    if (request.method() === "POST")
      return answer(query.has("SID") ? [1, 0, 0] : [[0, ["c", "refused", "", 8, 12, 30_000]]]);
    // What the session sends: once, and then nothing more.
    if (query.get("AID") !== "0") return undefined;
    const targetChange = { targetChangeType: "REMOVE", targetIds: [2], cause };
    return answer([[1, [{ targetChange }]]]);
  });
}
