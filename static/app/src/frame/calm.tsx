/** Catches what a screen throws while it draws, so that the reader sees a sentence and not a blank. */
import { Component, type ReactNode } from 'react';
import { Notice } from './notice';

export class Calm extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <Notice tone="danger" title="This screen could not be drawn">
        Nothing was changed. Reload the page; if it happens again, tell your Jira administrator which page it was.
      </Notice>
    );
  }
}
