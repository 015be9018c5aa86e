/**
 * What the simulated page lacks before any screen is loaded: the bridge that Jira injects, and the
 * few parts of the fetch API that Atlassian's bridge builds its requests with.
 */
const { deserialize, serialize } = require('node:v8');
const { setBooleanFeatureFlagResolver } = require('@atlaskit/platform-feature-flags');

globalThis.IS_REACT_ACT_ENVIRONMENT = true;
globalThis.structuredClone ??= (value) => deserialize(serialize(value));
setBooleanFeatureFlagResolver(() => false);

/** Tests put their answers into `globalThis.bridgeAnswers`; an unanswered command fails the test. */
globalThis.bridgeAnswers = {};
globalThis.__bridge = {
  callBridge: async (command, data) => {
    const answer = globalThis.bridgeAnswers[command];
    if (!answer) throw new Error(`No test answered the bridge command "${command}".`);
    return answer(data);
  },
};

class SimpleHeaders {
  constructor(entries = {}) {
    const list =
      entries instanceof SimpleHeaders
        ? [...entries.entries()]
        : Array.isArray(entries)
          ? entries
          : Object.entries(entries);
    this.values = new Map(list.map(([name, value]) => [name.toLowerCase(), value]));
  }
  entries() {
    return this.values.entries();
  }
  has(name) {
    return this.values.has(name.toLowerCase());
  }
  set(name, value) {
    this.values.set(name.toLowerCase(), value);
  }
}

globalThis.Headers = SimpleHeaders;
globalThis.Request = class {
  constructor(_address, { method = 'GET', headers, body = '' } = {}) {
    this.method = method;
    this.headers = new SimpleHeaders(headers);
    this.body = body;
  }
  async text() {
    return this.body;
  }
};
globalThis.Response = class {
  constructor(body, { status = 200 } = {}) {
    this.body = body;
    this.status = status;
    this.ok = status >= 200 && status < 300;
  }
  async json() {
    return JSON.parse(this.body);
  }
};
