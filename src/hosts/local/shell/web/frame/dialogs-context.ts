import { createContext, useContext } from 'react';
import type { BridgePlace, FlagWish, ModalWish } from './frame-bridge';

/** What frames of the app may ask the page to show over everything else. */
export interface AppDialogs {
  openModal(wish: ModalWish, source: string, place: BridgePlace): void;
  showFlag(wish: FlagWish): void;
  closeFlag(id: string): void;
}

export const DialogsContext = createContext<AppDialogs | undefined>(undefined);

export function useAppDialogs(): AppDialogs {
  const dialogs = useContext(DialogsContext);
  if (!dialogs) throw new Error('Only below AppDialogsProvider.');
  return dialogs;
}
