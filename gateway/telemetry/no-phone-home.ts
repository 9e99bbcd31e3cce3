// Imported before @apollo/gateway and @apollo/server: both send deployment data out unless they are told not to,
// and a graph of three sectors tells nobody that it exists.
process.env.APOLLO_TELEMETRY_DISABLED = '1';
for (const name of ['APOLLO_KEY', 'APOLLO_GRAPH_REF', 'APOLLO_GRAPH_ID', 'APOLLO_GRAPH_VARIANT', 'APOLLO_SCHEMA_REPORTING']) {
  delete process.env[name];
}

export {};
