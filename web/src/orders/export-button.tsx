import { Alert, Button, Group, Progress, Text } from "@mantine/core";
import { Download } from "lucide-react";
import { type OrderFilter, PointCheckoutError } from "pointcheckout-firebase-client";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../i18n/use-format.js";
import { ProblemMessage } from "../shared/problem-message.js";
import { useWorkspace } from "../workspace-context.js";

type Progressing = { done: number; total: number };

/** Saves all orders that a filter lets through as a CSV file. */
export function ExportButton({ filter }: { filter: OrderFilter }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { connection } = useWorkspace();
  const [progress, setProgress] = useState<Progressing | null>(null);
  // A deploy takes the scripts of the version before away.
  const [isScriptMissing, setScriptMissing] = useState(false);
  const [error, setError] = useState<PointCheckoutError | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const save = async () => {
    const controller = new AbortController();
    running.current = controller;
    controller.signal.addEventListener("abort", () => setProgress(null));
    setError(null);
    setProgress({ done: 0, total: 0 });
    try {
      const script = await import("./export-orders.js").catch(() => null);
      setScriptMissing(script === null);
      if (script === null) return;
      const { exportOrders, saveFile } = script;
      const csv = await exportOrders(connection, filter, setProgress, controller.signal);
      // The clerk's day: Swedish dates are ISO 8601's.
      if (csv !== null) saveFile(csv, `orders-${new Date().toLocaleDateString("sv")}.csv`);
    } catch (cause) {
      if (!(cause instanceof PointCheckoutError)) throw cause;
      setError(cause);
    } finally {
      setProgress(null);
    }
  };

  if (isScriptMissing)
    return (
      <Alert color="red" variant="light" title={t("states.newVersion")}>
        <Button size="xs" onClick={() => location.reload()}>
          {t("actions.reload")}
        </Button>
      </Alert>
    );
  if (progress === null)
    return (
      <div>
        {error && <ProblemMessage error={error} isReading />}
        <Button variant="default" size="sm" leftSection={<Download size={16} />} onClick={() => void save()}>
          {t("orders.export")}
        </Button>
      </div>
    );
  const { done, total } = progress;
  const percent = total > 0 ? Math.min(100, (done / total) * 100) : 0;
  return (
    <Group gap="sm">
      <Text component="output" size="sm">
        {t("orders.exporting", { done: format.number(done), total: format.number(total) })}
      </Text>
      <Progress value={percent} w={120} aria-label={t("orders.export")} />
      <Button variant="default" size="sm" onClick={() => running.current?.abort()}>
        {t("orders.stopExport")}
      </Button>
    </Group>
  );
}
