// The entry of the example.
export {};
