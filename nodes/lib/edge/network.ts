/** What a network takes and gives: numbers with the lengths of their axes, the last one changing fastest. */
export interface NetworkData {
  data: Float32Array;
  dims: readonly number[];
}

/** One neural network, ready to run, with one input and one output. */
export type Network = (input: NetworkData) => Promise<NetworkData>;

/** The two networks of the reader (PP-OCRv4 mobile, PaddleOCR, 2023). */
export interface Networks {
  /** `[1, 3, height, width]` BGR to `[1, 1, height, width]`: the probability of text. */
  findText: Network;
  /**
   * `[n, 3, 48, width]` BGR to `[n, steps, classes + 1]`: at each step from left to right the
   * probability of each class, and last the highest of any character at all.
   */
  readText: Network;
  /** What the classes of `readText` stand for; the first is the blank of CTC. */
  classes: readonly string[];
}
