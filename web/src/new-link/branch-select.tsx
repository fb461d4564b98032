import { Select } from "@mantine/core";
import { type BranchList, listBranches } from "pointcheckout-firebase-client";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "../workspace-context.js";

type Branches = BranchList["branches"] | "loading" | "failed";
type Props = { value?: string; onChange?: (value: string | null) => void; error?: ReactNode };

/** The merchant's branches. A link can be made without one, so a list that cannot be read stops nobody. */
export function BranchSelect({ value, onChange, error }: Props) {
  const { t } = useTranslation();
  const { connection } = useWorkspace();
  const [branches, setBranches] = useState<Branches>("loading");
  useEffect(() => {
    let isWanted = true;
    const take = (found: Branches) => {
      if (isWanted) setBranches(found);
    };
    listBranches(connection).then(
      (list) => take(list.branches),
      () => take("failed"),
    );
    return () => {
      isWanted = false;
    };
  }, [connection]);

  const options = typeof branches === "string" ? [] : branches;
  return (
    <Select
      label={t("newLink.branch")}
      description={branches === "failed" ? t("newLink.branchesFailed") : undefined}
      disabled={typeof branches === "string"}
      data={[
        { value: "", label: branches === "loading" ? t("states.loading") : t("newLink.usual") },
        ...options.map(({ id, name, enabled }) => ({
          value: id,
          label: name ?? id,
          disabled: enabled === false,
        })),
        // Of a backend's draft, and none of the list.
        ...(value && options.every(({ id }) => id !== value) ? [{ value, label: value }] : []),
      ]}
      allowDeselect={false}
      value={value ?? ""}
      error={error}
      {...(onChange && { onChange })}
    />
  );
}
