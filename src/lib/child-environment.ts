const SECRET = /TOKEN|SECRET|PASSW|CREDENTIAL|API_?KEY|ACCESS_KEY|PRIVATE_KEY/i;

export function isSecretName(name: string): boolean {
  return SECRET.test(name);
}

/** Without secrets, and without variables that change how Node runs the program. */
export function childEnvironment(): NodeJS.ProcessEnv {
  // biome-ignore lint/style/noProcessEnv: a child inherits PATH, TZ and the like; nothing is read from it here
  const entries = Object.entries(process.env);
  return Object.fromEntries(entries.filter(([name]) => name !== 'NODE_OPTIONS' && !isSecretName(name)));
}
