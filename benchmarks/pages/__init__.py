"""What the pages of the sample garden are worth to a reader: weight, and Lighthouse's judgement."""
