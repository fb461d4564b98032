import { connect } from "../../connections.js";
import { saveDraft } from "../../orders/operations/save-draft.js";
import { callableWork } from "../callable-work.js";
import { parseContentInput } from "../link-input.js";

export const { parse, work } = callableWork({
  parse: (data) => parseContentInput(data, connect().settings.maximumMinor),
  work: async (draft) => saveDraft(connect(), draft),
});
