/** Settings of one project: the form, and the waivers in force. */
import { Page } from '../frame/page';
import { SettingsForm } from './settings-form';

export default function ProjectSettings() {
  return (
    <Page title="Project settings" width="narrow">
      <SettingsForm />
    </Page>
  );
}
