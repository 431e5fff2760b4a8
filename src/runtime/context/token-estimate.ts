// How many tokens a text is, about, without asking the model.
// Anthropic's glossary gives 3.5 English characters a token, and its page of Haiku 5.5 says that models from 4.7 on make about
// 30 % more tokens of the same text: 3.5 / 1.3 = 2.7. Counted in UTF-8 bytes, so that other scripts are not underrated.
const BYTES_PER_TOKEN = 3.5 / 1.3;

export function estimateTokens(text: string): number {
  return Math.ceil(new TextEncoder().encode(text).length / BYTES_PER_TOKEN);
}
