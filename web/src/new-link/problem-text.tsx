import { useTranslation } from "react-i18next";
import type { FormProblem } from "./link-form.js";

/** What is wrong with a field, in the language that is shown now. */
export function ProblemText({ problem }: { problem: FormProblem }) {
  const { t } = useTranslation();
  return t(`newLink.problems.${problem}`);
}
