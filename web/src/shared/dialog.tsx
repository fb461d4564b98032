import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

type Props = { isOpen: boolean; title: string; onClose: () => void; children: ReactNode };

export function Dialog({ isOpen, title, onClose, children }: Props) {
  const { t } = useTranslation();
  return (
    // Mantine would stop the page behind it by a <style> element: global.css does it.
    <Modal.Root opened={isOpen} onClose={onClose} lockScroll={false} centered>
      <Modal.Overlay />
      <Modal.Content>
        {/* A <header>, which would be a second one of the whole page to screen readers. */}
        <Modal.Header role="presentation">
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t("actions.close")} />
        </Modal.Header>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
