// Writes client/src/types.ts from the functions' own schemas (wire.ts), so that there is no second copy to keep.
//   node --import=tsx client/tools/write-types.ts           writes it
//   node --import=tsx client/tools/write-types.ts --check   fails when it is not what would be written
import { fileURLToPath } from "node:url";
import { API } from "typescript/unstable/sync";
import { EXPIRES_IN_MINUTES, PAYMENT_METHODS } from "../../functions/src/orders/model/content.js";
import { paymentSchema } from "../../functions/src/orders/model/order.js";
import { ORDER_STATUSES } from "../../functions/src/orders/model/order-status.js";
import { DECISIONS, PROBLEM_CODES } from "../../functions/src/orders/model/problems.js";
import { toStored } from "../../functions/src/orders/model/stored-content.js";
import { newOrder } from "../../functions/src/orders/store/order-document.js";
import { derive } from "../../functions/src/orders/transition/derive.js";
import { keepFile } from "./keep-file.js";
import { TypePrinter } from "./type-printer.js";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

function typeDeclarations(): string {
  const api = new API({ cwd: path(".") });
  try {
    const project = path("tsconfig.json");
    const { program, checker } =
      api.updateSnapshot({ openProjects: [project] }).getProject(project) ?? missing(project);
    const source = program.getSourceFile(path("wire.ts")) ?? missing("wire.ts");
    const module = checker.getSymbolAtLocation(source) ?? missing("the exports of wire.ts");
    const entities = checker.getExportsOfModule(module);
    const printer = new TypePrinter(checker, entities);
    const declarations = entities.map((entity) => printer.declare(entity));
    const imports = `import type { ${[...printer.imported].join(", ")} } from "firebase/firestore";\n`;
    return [imports, ...declarations].join("\n");
  } finally {
    api.close();
  }
}

function missing(what: string): never {
  throw new Error(`the compiler does not find ${what}`);
}

/** What a reader fills in where an order's document lacks it: the payment of a draft. */
function paymentDefaults(): object {
  const { requests: _requests, resend: _resend, eventCount: _eventCount, ...kept } = paymentSchema.parse({});
  const { status: _status, ...derived } = derive(newOrder("", toStored({})));
  return { ...kept, ...derived };
}

const constant = (documentation: string, name: string, value: unknown) =>
  `/** ${documentation} */\nexport const ${name} = ${JSON.stringify(value)} as const;\n`;

const text = [
  "// Written by client/tools/write-types.ts from the functions' own schemas: change those, and write it again.\n",
  typeDeclarations(),
  constant("Every status of an order.", "ORDER_STATUSES", ORDER_STATUSES),
  constant("Every code of a problem, the most urgent first.", "PROBLEM_CODES", PROBLEM_CODES),
  constant("All that an administrator may decide.", "DECISIONS", DECISIONS),
  constant("The payment methods that the vendor's API names.", "PAYMENT_METHODS", PAYMENT_METHODS),
  constant("The limits of a link's validity, in minutes.", "EXPIRES_IN_MINUTES", EXPIRES_IN_MINUTES),
  "/** What a reader fills in where an order's document lacks it. */",
  `export const paymentDefaults = (): OrderPayment => (${JSON.stringify(paymentDefaults())});\n`,
].join("\n");

keepFile({ file: path("../src/types.ts"), text, command: "npm run client:types" });
