import { styleText } from "node:util";

type Paint = (text: string) => string;
export type Style = Record<"bold" | "dim" | "red" | "yellow" | "green", Paint>;

/** Colours are for a person at a terminal who has not turned them off. @see https://no-color.org */
export const isColoured = (stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv): boolean =>
  stream.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb";

export function createStyle(coloured: boolean): Style {
  const paint =
    (name: keyof Style): Paint =>
    (text) =>
      // Whether the stream wants colours is decided above, once.
      coloured ? styleText(name, text, { validateStream: false }) : text;
  return {
    bold: paint("bold"),
    dim: paint("dim"),
    red: paint("red"),
    yellow: paint("yellow"),
    green: paint("green"),
  };
}
