import { readFileSync } from 'node:fs';
import type { Segment, Speaker } from '../src/lib/transcript.ts';
import { readShared, sharedFiles } from './shared-data.ts';

type Said = { speaker: Speaker; text: string };

/** Conversations that people really had, a transcript each, from every set of the shared data. */
export function realChats(): Segment[][] {
	const sets = [abcd, star, schemaGuided, crosswoz, bcontrast, tilde, utterances, irc, fixtures];
	return sets
		.flatMap((read) => read())
		.map((said) => said.map((one, ordinal): Segment => ({ ...one, ordinal, kind: 'message' })));
}

const folder = (name: string) => sharedFiles(`chat-transcripts/${name}`);
const text = (path: string) => readShared(path).toString('utf8');
const json = (path: string) => JSON.parse(text(path));
const side = (isCustomer: boolean): Speaker => (isCustomer ? 'customer' : 'employee');

const abcd = (): Said[][] =>
	json('chat-transcripts/abcd/abcd_sample.json').map(({ original }: { original: string[][] }) =>
		original.map(([who, text]) => ({ speaker: side(who === 'customer'), text }))
	);

const star = (): Said[][] =>
	folder('star').map((path) =>
		json(path)
			.Events.filter(({ Text, Action }: Record<string, string>) => {
				return Text && (Action === 'utter' || Action === 'pick_suggestion');
			})
			.map(({ Agent, Text }: Record<string, string>) => ({
				speaker: side(Agent === 'User'),
				text: Text
			}))
	);

const schemaGuided = (): Said[][] =>
	json('chat-transcripts/schema-guided/dialogues_subset.json').map(
		({ turns }: { turns: { speaker: string; utterance: string }[] }) =>
			turns.map(({ speaker, utterance }) => ({
				speaker: side(speaker === 'USER'),
				text: utterance
			}))
	);

const crosswoz = (): Said[][] =>
	Object.values(
		json('chat-transcripts/crosswoz-zh/test_subset.json') as Record<
			string,
			{ messages: { role: string; content: string }[] }
		>
	).map(({ messages }) =>
		messages.map(({ role, content }) => ({ speaker: side(role === 'usr'), text: content }))
	);

const bcontrast = (): Said[][] =>
	Object.values(
		json('chat-transcripts/bcontrast-en-de/dev_subset.json') as Record<
			string,
			{ speaker: string; source: string; target: string }[]
		>
	).map((turns) =>
		turns.flatMap(({ speaker, source, target }) =>
			[source, target].map((text) => ({ speaker: side(speaker === 'customer'), text }))
		)
	);

const tilde = (): Said[][] =>
	text('chat-transcripts/tilde-latvian/data_subset.yaml')
		.split(/^---$/m)
		.map((one) =>
			[...one.matchAll(/utterance: (.+)/g)].map(([, text]) => ({
				speaker: 'customer' as const,
				text
			}))
		);

const lineByLine = (path: string): Said[] =>
	text(path)
		.split('\n')
		.filter(Boolean)
		.map((text) => ({ speaker: 'customer', text }));

const utterances = () => folder('baltic-utterances').map(lineByLine);
const irc = () =>
	folder('ubuntu-irc')
		.filter((path) => path.endsWith('.raw.txt'))
		.map(lineByLine);

const fixtures = (): Said[][] =>
	readFileSync('tests/fixtures/conversations/chats.jsonl', 'utf8')
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line).segments);
