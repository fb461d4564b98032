import { connect } from "../../connections.js";
import { type Draft, saveDraft } from "../../orders/operations/save-draft.js";
import { parseContentInput } from "../link-input.js";

export const parse = (given: unknown) => parseContentInput(given, connect().settings.maximumMinor);
export const work = async (draft: Draft) => saveDraft(connect(), draft);
