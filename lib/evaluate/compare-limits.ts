/** Questions of one request, and of one comparison: a browser asks for them a few at a time. */
export const mostAtOnce = 5;
export const mostCompared = 200;
