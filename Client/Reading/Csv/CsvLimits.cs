namespace LlmWorkload.Reading.Csv;

/// <summary>What bounds a record. What nobody reads has no bound: it is passed over in a stream.</summary>
/// <param name="FieldBytes">The longest field that is read, in bytes.</param>
/// <param name="RecordLines">The most lines of one record: a quote that is closed only behind them is taken for a stray one.</param>
internal readonly record struct CsvLimits(int FieldBytes, int RecordLines);
