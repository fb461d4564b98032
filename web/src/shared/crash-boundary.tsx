import { Component, type ReactNode } from "react";
import { StartFailed } from "./start-failed.js";

/** Shows what broke instead of a blank page. */
export class CrashBoundary extends Component<{ children: ReactNode }, { reason: string | null }> {
  override state: { reason: string | null } = { reason: null };

  static getDerivedStateFromError(error: unknown) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    return this.state.reason === null ? this.props.children : <StartFailed reason={this.state.reason} />;
  }
}
