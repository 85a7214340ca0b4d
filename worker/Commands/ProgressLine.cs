namespace CryptoRun.Worker.Commands;

/// <summary>One line on standard error that is written over; nothing when nobody watches.</summary>
internal sealed class ProgressLine(Terminal terminal)
{
    private int _length;

    /// <summary>Writes over the line.</summary>
    public void Write(string text)
    {
        if (!terminal.ErrorIsTerminal) return;
        terminal.Error.Write("\r" + text.PadRight(_length));
        _length = text.Length;
    }

    /// <summary>Wipes it.</summary>
    public void End() => Write("");
}
