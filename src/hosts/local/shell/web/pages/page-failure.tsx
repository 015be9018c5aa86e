import EmptyState from '@atlaskit/empty-state';
import { Component, type ErrorInfo, type ReactNode } from 'react';

interface PageFailureProps {
  /** A new address gets a new chance. */
  readonly address: string;
  readonly children: ReactNode;
}

interface PageFailureState {
  readonly failure?: Error;
  readonly address?: string;
}

/** A page that cannot be drawn must not take the bars around it away. */
export class PageFailure extends Component<PageFailureProps, PageFailureState> {
  override state: PageFailureState = {};

  static getDerivedStateFromError(failure: Error): PageFailureState {
    return { failure };
  }

  static getDerivedStateFromProps({ address }: PageFailureProps, state: PageFailureState): PageFailureState | null {
    return state.address === address ? null : { address };
  }

  override componentDidCatch(failure: Error, info: ErrorInfo): void {
    console.error(failure, info.componentStack);
  }

  override render(): ReactNode {
    if (!this.state.failure) return this.props.children;
    return (
      <EmptyState
        headingLevel={2}
        header="This page could not be drawn"
        description={`That is a bug in the local host: ${this.state.failure.message}`}
      />
    );
  }
}
