import type { Checker, Symbol as Entity, IntersectionType, Type, UnionType } from "typescript/unstable/sync";
import { SymbolFlags, TypeFlags } from "typescript/unstable/sync";

/**
 * Writes types out in full, as TypeScript: whatever schema they were derived from is no longer needed to read them.
 * What has a name among `named` is called by it, alike by identity or by structure.
 */
export class TypePrinter {
  readonly #checker: Checker;
  readonly #unions: { name: string; members: ReadonlySet<number> }[] = [];
  readonly #names = new Map<string, string>();
  /** Names that have to be imported from the Firestore SDK. */
  readonly imported = new Set<string>();

  constructor(checker: Checker, named: readonly Entity[]) {
    this.#checker = checker;
    for (const { name, type } of named.map((entity) => ({
      name: entity.name,
      type: checker.getDeclaredTypeOfSymbol(entity),
    }))) {
      if (type.isUnionType())
        this.#unions.push({ name, members: new Set(membersOf(type).map(({ id }) => id)) });
      else this.#remember(name, this.#body(type, false));
    }
    this.#unions.sort((a, b) => b.members.size - a.members.size);
  }

  /** The declaration of an exported type, under its own documentation. */
  declare(entity: Entity): string {
    const type = this.#checker.getDeclaredTypeOfSymbol(entity);
    const other = type.isUnionType() ? undefined : this.#names.get(this.#body(type, false));
    const isRepeated = other !== undefined && other !== entity.name;
    const body = isRepeated ? other : this.#body(type, true, entity.name);
    return `${this.#documentation(entity)}export type ${entity.name} = ${body};\n`;
  }

  #remember(name: string, body: string): void {
    if (!this.#names.has(body)) this.#names.set(body, name);
  }

  /** A type as it is referred to: by name where it has one. */
  #reference(type: Type, documented: boolean): string {
    if (type.isUnionType()) return this.#union(membersOf(type), documented);
    const plain = this.#body(type, false);
    return this.#names.get(plain) ?? (documented ? this.#body(type, true) : plain);
  }

  #body(type: Type, documented: boolean, self?: string): string {
    if (type.isUnionType()) return this.#union(membersOf(type), documented, self);
    if (type.isLiteralType()) return JSON.stringify(type.value);
    // A branded id: the brand tells the functions that it has been checked, and callers nothing.
    if (type.isIntersectionType() && membersOf(type).some(isString)) return "string";
    if (this.#checker.isArrayType(type)) return this.#array(type, documented);
    if (type.isIntrinsicType()) return type.intrinsicName;
    if (type.isClassOrInterface()) return this.#foreign(type);
    return this.#object(type, documented);
  }

  #array(type: Type, documented: boolean): string {
    if (!type.isTypeReference()) throw new Error("an array without the type of its elements");
    const [element] = this.#checker.getTypeArguments(type);
    if (!element) throw new Error("an array without the type of its elements");
    return `${this.#parenthesised(this.#reference(element, documented))}[]`;
  }

  #parenthesised = (text: string): string => (/^[^{]*\|/.test(text) ? `(${text})` : text);

  #foreign(type: Type): string {
    const name = type.getSymbol()?.name;
    if (name !== "Timestamp") throw new Error(`${name} cannot be written out: it is no data`);
    this.imported.add(name);
    return name;
  }

  #union(members: readonly Type[], documented: boolean, self?: string): string {
    let rest = members;
    const parts: string[] = [];
    for (const { name, members: named } of this.#unions) {
      const present = rest.filter(({ id }) => named.has(id));
      if (name === self || present.length < named.size) continue;
      parts.push(name);
      rest = rest.filter(({ id }) => !named.has(id));
    }
    const texts = rest.map((member) => this.#reference(member, documented));
    const isBoolean = texts.includes("true") && texts.includes("false");
    const shown = isBoolean ? ["boolean", ...texts.filter((text) => !/^(true|false)$/.test(text))] : texts;
    const last = ["null", "undefined"].filter((text) => shown.includes(text));
    return [...parts, ...shown.filter((text) => !last.includes(text)), ...last].join(" | ");
  }

  #object(type: Type, documented: boolean): string {
    const index = this.#checker.getIndexInfosOfType(type).map(({ keyType, valueType }) => {
      const key = this.#reference(keyType, false);
      return `[key: ${key}]: ${this.#reference(valueType, documented)};`;
    });
    const properties = this.#checker.getPropertiesOfType(type).map((property) => {
      const value = this.#checker.getTypeOfSymbol(property);
      if (!value) throw new Error(`${property.name} has no type`);
      const mark = property.flags & SymbolFlags.Optional ? "?" : "";
      const name = /^[A-Za-z_$][\w$]*$/.test(property.name) ? property.name : JSON.stringify(property.name);
      const head = documented ? this.#documentation(property) : "";
      return `${head}${name}${mark}: ${this.#reference(value, documented)};`;
    });
    const members = [...index, ...properties];
    if (members.length === 0)
      throw new Error(`an object type without members: ${this.#checker.typeToString(type)}`);
    return `{\n${members.join("\n")}\n}`;
  }

  #documentation(entity: Entity): string {
    const text = this.#checker.getDocumentationCommentOfSymbol(entity).trim();
    if (text === "") return "";
    const lines = text.split("\n");
    return lines.length === 1
      ? `/** ${text} */\n`
      : `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join("\n")}\n */\n`;
  }
}

const membersOf = (type: UnionType | IntersectionType): readonly Type[] => type.getTypes();
const isString = (type: Type): boolean => (type.flags & TypeFlags.String) !== 0;
