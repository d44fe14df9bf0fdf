"""What a document is: title, place, period, kind, speaker, date, trust."""
