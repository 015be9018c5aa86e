/** Stands in for Atlassian's feature-gate client: every experiment is off, nothing is asked of anybody. */
const FeatureGates = {
  initializeCalled: () => false,
  initializeCompleted: () => false,
  checkGate: () => false,
  getExperimentValue: <Value>(_experiment: string, _parameter: string, defaultValue: Value): Value => defaultValue,
};

export default FeatureGates;
