/** What stands in place of an institution when somebody signs in with a local Examus account. */
export const LOCAL_ACCOUNT = 'examus';
