/** Flags and modals that frames of the app asked for. */
import Button from '@atlaskit/button/new';
import Modal, { ModalBody, ModalHeader, ModalTitle, ModalTransition } from '@atlaskit/modal-dialog';
import SectionMessage from '@atlaskit/section-message';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { AppFrame } from './app-frame';
import styles from './app-dialogs.module.css';
import { DialogsContext, type AppDialogs } from './dialogs-context';
import type { BridgePlace, FlagWish, ModalWish } from './frame-bridge';

interface OpenModal {
  readonly wish: ModalWish;
  readonly source: string;
  readonly place: BridgePlace;
}

const flagSeconds = 8;

export function AppDialogsProvider({ children }: { readonly children: ReactNode }) {
  const [modals, setModals] = useState<readonly OpenModal[]>([]);
  const [flags, setFlags] = useState<readonly FlagWish[]>([]);
  const dialogs = useMemo<AppDialogs>(
    () => ({
      openModal: (wish, source, place) =>
        setModals((open) => [...open, { wish, source: modalSource(wish, source), place }]),
      showFlag: (wish) => setFlags((shown) => [...shown.filter(({ id }) => id !== wish.id), wish]),
      closeFlag: (id) => setFlags((shown) => shown.filter((flag) => flag.id !== id)),
    }),
    [],
  );
  const closeModal = (modal: OpenModal, payload: unknown) => {
    setModals((open) => open.filter((one) => one !== modal));
    modal.wish.onClose(payload);
  };
  return (
    <DialogsContext.Provider value={dialogs}>
      {children}
      <ModalTransition>
        {modals.map((modal, index) => (
          <Modal
            key={index}
            width={widthOf(modal.wish.size)}
            shouldCloseOnEscapePress={modal.wish.closeOnEscape}
            shouldCloseOnOverlayClick={modal.wish.closeOnOverlayClick}
            onClose={() => closeModal(modal, undefined)}
          >
            {modal.wish.title && (
              <ModalHeader hasCloseButton>
                <ModalTitle>{modal.wish.title}</ModalTitle>
              </ModalHeader>
            )}
            <ModalBody>
              <AppFrame
                title={modal.wish.title || 'Dialog of the app'}
                source={modal.source}
                place={modal.place}
                modalContext={modal.wish.context ?? {}}
                minHeight={200}
                onClose={(payload) => closeModal(modal, payload)}
                onSubmit={(payload) => closeModal(modal, payload)}
              />
            </ModalBody>
          </Modal>
        ))}
      </ModalTransition>
      <div className={styles.flags} role="status">
        {flags.map((flag) => (
          <Flag key={flag.id} flag={flag} close={() => dialogs.closeFlag(flag.id)} />
        ))}
      </div>
    </DialogsContext.Provider>
  );
}

function Flag({ flag, close }: { readonly flag: FlagWish; readonly close: () => void }) {
  useEffect(() => {
    if (!flag.isAutoDismiss) return;
    const timer = setTimeout(close, flagSeconds * 1000);
    return () => clearTimeout(timer);
  }, [flag, close]);
  const appearance =
    flag.type === 'error'
      ? 'error'
      : flag.type === 'warning'
        ? 'warning'
        : flag.type === 'success'
          ? 'success'
          : 'information';
  return (
    <div className={styles.flag}>
      <SectionMessage title={flag.title} appearance={appearance}>
        {flag.description && <p>{flag.description}</p>}
        <div className={styles.actions}>
          {flag.actions.map((action) => (
            <Button key={action.text} appearance="subtle" spacing="compact" onClick={action.onClick}>
              {action.text}
            </Button>
          ))}
          <Button appearance="subtle" spacing="compact" onClick={close}>
            Dismiss
          </Button>
        </div>
      </SectionMessage>
    </div>
  );
}

/** A modal shows the resource it names, else the page that opened it. */
function modalSource(wish: ModalWish, opener: string): string {
  if (!wish.resource) return opener;
  return new URL(`/${wish.resource}/index.html`, opener).href;
}

function widthOf(size: ModalWish['size']): string {
  if (typeof size !== 'string') return size.width;
  return { small: '400px', medium: '600px', large: '800px', xlarge: '968px' }[size] ?? '95vw';
}
