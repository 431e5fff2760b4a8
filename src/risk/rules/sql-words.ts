// Statements that lock, change or lose data; each kind counts once.
import { SQL_WORD_IDS, SQL_WORD_LABELS } from '../features/sql-words.ts';
import { evidenceOf, type RiskRule } from '../rule.ts';

export const sqlWords: RiskRule = {
  sole: false,
  judge: ({ sqlWords: found }, policy) =>
    SQL_WORD_IDS.flatMap((word) => {
      const places = found.filter((place) => place.word === word);
      const points = policy.sqlWords[word];
      if (places.length === 0 || points === 0) return [];
      const lines = places.length === 1 ? 'An added line holds' : `${places.length} added lines hold`;
      const reason = `${lines} ${SQL_WORD_LABELS[word]}.`;
      return [{ id: `sql:${word}`, points, reason, evidence: evidenceOf(places) }];
    }),
};
