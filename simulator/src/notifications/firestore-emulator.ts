const TIMEOUT_MS = 5_000;

export interface FirestoreEmulatorOptions {
  readonly host: string;
  /** The vendor's project, not the merchant's. */
  readonly project: string;
  readonly rules: string;
}

/** The vendor's project in the Firestore emulator, written to by REST as its owner. */
export class FirestoreEmulator {
  readonly host: string;
  readonly #options: FirestoreEmulatorOptions;

  constructor(options: FirestoreEmulatorOptions) {
    this.host = options.host;
    this.#options = options;
  }

  /** Gives the vendor's project its own rules. @throws when nothing answers or the rules are refused */
  async installRules(): Promise<void> {
    const { project, rules } = this.#options;
    const content = { rules: { files: [{ name: "firestore.rules", content: rules }] } };
    await this.#send("PUT", `/emulator/v1/projects/${project}:securityRules`, content);
  }

  /** Creates or replaces a document. @throws when nothing answers or the write is refused */
  async writeDocument(path: string, fields: Readonly<Record<string, object>>): Promise<void> {
    const { project } = this.#options;
    await this.#send("PATCH", `/v1/projects/${project}/databases/(default)/documents/${path}`, { fields });
  }

  async #send(method: string, path: string, body: object): Promise<void> {
    const response = await fetch(`http://${this.host}${path}`, {
      method,
      headers: { authorization: "Bearer owner", "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(`failed ${response.status}: ${method} ${path} ${answer}`.trimEnd());
  }
}
