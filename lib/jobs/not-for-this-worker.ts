/** The job is for another program, such as a newer one: it is given back, and no attempt counted. */
export class NotForThisWorker extends Error {}
