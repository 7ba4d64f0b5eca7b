export * from './people.ts';
export * from './recordings.ts';
export * from './house.ts';
export * from './scorecards.ts';
export * from './conversations.ts';
export * from './reviews.ts';
export * from './coaching.ts';
export * from './audit.ts';
