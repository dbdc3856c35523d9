namespace LlmWorkload.Reading;

/// <summary>The columns of a batch by name.</summary>
internal static class BatchColumns
{
    extension(RequestBatch batch)
    {
        public int[] Model => batch.Text(RequestFields.Model);

        public int[] User => batch.Text(RequestFields.User);

        public int[] Function => batch.Text(RequestFields.Function);

        public long[] InputTokens => batch.Number(RequestFields.InputTokens);

        public long[] OutputTokens => batch.Number(RequestFields.OutputTokens);

        public long[] Ttft => batch.Number(RequestFields.Ttft);

        public long[] Duration => batch.Number(RequestFields.Duration);
    }
}
