import { AppError } from '../platform/errors/app-error.js';
import { sentence } from '../platform/errors/sentence.js';

export const cannotActForGoneThere = (): AppError =>
  new AppError(
    'access/cannot-act-for',
    'forbidden',
    'The identity provider has ended the sign-in of this person, so nobody can act for them ' +
      'until they sign in again. Give the username of another person in the header Kontor-On-Behalf-Of.',
  );

export const cannotActForUnproved = (days: number): AppError =>
  new AppError(
    'access/cannot-act-for',
    'forbidden',
    sentence`No identity provider has vouched for this person for ${days} days, so nobody acts for them until they sign in again. Give the username of another person in the header Kontor-On-Behalf-Of.`,
  );
